"use client";

import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { usePinVariant } from "@/components/optimizer/use-optimizer";
import { useZone } from "@/components/providers/zone";
import { Arm } from "@/components/ui/arm";
import { Button } from "@/components/ui/button";
import { ErrorMessage } from "@/components/ui/error-message";
import { Field } from "@/components/ui/field";
import { Sheet } from "@/components/ui/sheet";
import { SkeletonRows } from "@/components/ui/skeleton";
import { Textarea } from "@/components/ui/textarea";
import { toast } from "@/components/ui/toast";
import { formatInZone } from "@/components/ui/zoned-format";
import { variantChoices } from "@/lib/api/choices";
import type { VariantView } from "@/lib/contracts/campaigns";
import type { NextSlot, OptimizerPanel } from "@/lib/contracts/optimizer";

type SheetProps = { panel: OptimizerPanel; slot: NextSlot; onClose: () => void };

/** A person picks what one slot posts; the slot then never chooses by itself. */
export function ChooseSheet({ panel, slot, onClose }: SheetProps) {
  const zone = useZone();
  const variants = useQuery(variantChoices(panel.campaign.id));
  const [picked, setPicked] = useState(slot.pinned?.variantId ?? null);
  const [note, setNote] = useState(slot.pinned ? (slot.overrideNote ?? "") : "");
  const pin = usePinVariant();
  const offered = variants.data?.filter((each) => each.platform === panel.platform);
  const chosen = offered?.find((each) => each.id === picked);
  const when = formatInZone(slot.dueAt, zone, "date-time");
  const save = () => {
    if (!chosen) return;
    const { postId } = slot;
    const before = slot.pinned?.variantId ?? null;
    pin.mutate(
      { postId, variantId: chosen.id, note: note.trim() },
      {
        onSuccess: () => {
          toast.undo(`${chosen.letter} goes out ${when}`, () =>
            pin.mutate({ postId, variantId: before }),
          );
          onClose();
        },
      },
    );
  };
  return (
    <Sheet
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title="Choose what is posted"
      description={`${when}, on ${slot.accountHandle}. Bandwagon leaves this slot alone after that.`}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" disabled={!chosen} loading={pin.isPending} onClick={save}>
            {chosen ? `Post ${chosen.letter}` : "Pick a variant"}
          </Button>
        </>
      }
    >
      {variants.isPending ? <SkeletonRows rows={3} label="Loading variants" /> : null}
      {variants.isError ? (
        <ErrorMessage
          title="The variants could not be loaded"
          action={<Button onClick={() => variants.refetch()}>Try again</Button>}
        >
          {variants.error.message}
        </ErrorMessage>
      ) : null}
      {offered ? <VariantPick variants={offered} picked={picked} onPick={setPicked} /> : null}
      <Field label="Why" hint="Kept in the log and the audit. You may leave it out.">
        <Textarea
          value={note}
          maxLength={300}
          rows={3}
          onChange={(event) => setNote(event.target.value)}
          placeholder="The client wants the question on launch day."
        />
      </Field>
    </Sheet>
  );
}

type PickProps = {
  variants: readonly VariantView[];
  picked: string | null;
  onPick: (id: string) => void;
};

function VariantPick({ variants, picked, onPick }: PickProps) {
  const name = useId();
  return (
    <fieldset style={{ marginBottom: 18 }}>
      <legend className="b" style={{ marginBottom: 6 }}>
        Variant
      </legend>
      {variants.map((variant) => {
        const trouble = variant.issues.find((issue) => issue.severity === "error");
        return (
          <label
            key={variant.id}
            className="row border-t border-line-soft"
            style={{
              alignItems: "start",
              padding: "11px 0",
              cursor: trouble ? "default" : "pointer",
            }}
          >
            <input
              type="radio"
              name={name}
              value={variant.id}
              checked={picked === variant.id}
              disabled={Boolean(trouble)}
              onChange={() => onPick(variant.id)}
              style={{ marginTop: 3, accentColor: "var(--action)" }}
            />
            <Arm letter={variant.letter} />
            <span className="grow" style={{ overflowWrap: "anywhere" }}>
              <span className="m">{variant.label}</span>
              <span className="t2 xs clamp">{variant.title ?? variant.text}</span>
              {trouble ? <span className="danger-c xs">{trouble.message}</span> : null}
            </span>
          </label>
        );
      })}
    </fieldset>
  );
}
