"use client";

import { useQuery } from "@tanstack/react-query";
import type { Override } from "@/components/posts/use-posts";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { toast } from "@/components/ui/toast";
import { variantChoices } from "@/lib/api/choices";
import type { VariantView } from "@/lib/contracts/campaigns";
import type { PostView } from "@/lib/contracts/posts";

type PinFieldProps = { post: PostView; campaignId: string; busy: boolean; override: Override };

const canGoOut = (variant: VariantView) => !variant.issues.some((i) => i.severity === "error");

/** Choose the variant instead of Bandwagon, or give the choice back. */
export function PinField({ post, campaignId, busy, override }: PinFieldProps) {
  const { data = [], isPending } = useQuery(variantChoices(campaignId));
  const variants = data.filter((each) => each.platform === post.platform);
  const pinnedId = post.pinned ? (post.variant?.id ?? "") : "";

  function pin(variantId: string | null) {
    const chosen = variants.find((each) => each.id === variantId);
    const before = pinnedId || null;
    override({ kind: "pin", variantId }, () =>
      toast.undo(chosen ? `${chosen.letter} goes out` : "Bandwagon chooses again", () =>
        override({ kind: "pin", variantId: before }),
      ),
    );
  }

  return (
    <Field
      label="Variant"
      hint={pinnedId ? undefined : "Choose one and Bandwagon keeps out of it."}
    >
      <span className="row">
        <span className="grow">
          <Select
            aria-label="Variant"
            data-testid="pin-variant"
            value={pinnedId}
            disabled={busy || isPending}
            placeholder={post.optimizerOn ? "Bandwagon chooses" : "The next in turn"}
            options={variants.map((each) => ({
              value: each.id,
              label: `${each.letter}  ${each.label}${canGoOut(each) ? "" : " (can’t go out yet)"}`,
              disabled: !canGoOut(each),
            }))}
            onChange={(event) => pin(event.target.value || null)}
          />
        </span>
        {pinnedId ? (
          <Button onClick={() => pin(null)} disabled={busy} data-testid="unpin">
            Give the choice back
          </Button>
        ) : null}
      </span>
    </Field>
  );
}
