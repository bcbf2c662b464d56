"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Override } from "@/components/posts/use-posts";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { toast } from "@/components/ui/toast";
import { variantChoices } from "@/lib/api/choices";
import type { VariantView } from "@/lib/contracts/campaigns";
import type { PostView } from "@/lib/contracts/posts";

const canGoOut = (variant: VariantView) => !variant.issues.some((i) => i.severity === "error");
const pinnedOf = (post: PostView) => (post.pinned ? (post.variant?.id ?? "") : "");

type Pin = {
  /** A variant's id, or empty: Bandwagon chooses. */
  picked: string;
  isChanged: boolean;
  onPick: (variantId: string) => void;
  save: (variantId: string) => void;
};

/** What is picked, until it is saved; after that what the server holds counts again. */
export function usePin(post: PostView, override: Override): Pin {
  const [picked, setPicked] = useState<string | null>(null);
  const pinned = pinnedOf(post);
  const pin = (variantId: string, done?: () => void) =>
    override({ kind: "pin", variantId: variantId || null }, () => {
      setPicked(null);
      done?.();
    });
  return {
    picked: picked ?? pinned,
    isChanged: picked !== null && picked !== pinned,
    onPick: setPicked,
    save: (variantId) =>
      pin(variantId, () =>
        toast.undo(variantId ? "Your choice goes out" : "Bandwagon chooses again", () =>
          pin(pinned),
        ),
      ),
  };
}

type PinFieldProps = { post: PostView; campaignId: string; busy: boolean; pin: Pin };

/** Choose the variant instead of Bandwagon, or give the choice back. Nothing is saved here. */
export function PinField({ post, campaignId, busy, pin }: PinFieldProps) {
  const { data = [], isPending } = useQuery(variantChoices(campaignId));
  const variants = data.filter((each) => each.platform === post.platform);
  return (
    <Field
      label="Variant"
      hint={pin.picked ? undefined : "Choose one and Bandwagon keeps out of it."}
    >
      <span className="row">
        <span className="grow">
          <Select
            aria-label="Variant"
            data-testid="pin-variant"
            value={pin.picked}
            disabled={busy || isPending}
            placeholder={post.optimizerOn ? "Bandwagon chooses" : "The next in turn"}
            options={variants.map((each) => ({
              value: each.id,
              label: `${each.letter}  ${each.label}${canGoOut(each) ? "" : " (can’t go out yet)"}`,
              disabled: !canGoOut(each),
            }))}
            onChange={(event) => pin.onPick(event.target.value)}
          />
        </span>
        {pin.picked && !pin.isChanged ? (
          <Button onClick={() => pin.save("")} disabled={busy} data-testid="unpin">
            Give the choice back
          </Button>
        ) : null}
      </span>
    </Field>
  );
}

/** Below the note, so that it is saved with it. */
export function PinButton({ busy, pin }: Pick<PinFieldProps, "busy" | "pin">) {
  if (!pin.isChanged) return null;
  return (
    <div>
      <Button
        variant="primary"
        loading={busy}
        onClick={() => pin.save(pin.picked)}
        data-testid="override"
      >
        Override
      </Button>
    </div>
  );
}
