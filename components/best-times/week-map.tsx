"use client";

import { shadeOf } from "@/components/best-times/week-shades";
import { slotName, slotWords } from "@/components/best-times/week-words";
import { type HourCell, HourGrid } from "@/components/ui/hour-grid";
import type { WeekSlot } from "@/lib/contracts/best-times";
import { changeFigure } from "@/lib/domain/best-time/words";

type WeekMapProps = {
  slots: readonly WeekSlot[];
  /** False: too few posts to tell; their numbers are all there is to see. */
  ready: boolean;
  label: string;
};

/** Only what is proven has a shade by its size; the rest shows where posts are, and no more. */
function lookOf({ mean, state, known, posts }: WeekSlot, ready: boolean): string {
  if (!ready) return posts > 0 ? "heat-own" : "heat-0";
  if (!known) return "heat-0";
  if (state === "open") return posts > 0 ? "heat-own" : "heat-near";
  return shadeOf(mean);
}

/** What is known of each hour of the week. */
export function WeekMap({ slots, ready, label }: WeekMapProps) {
  return (
    <HourGrid
      label={label}
      start={firstOf(slots)}
      cellOf={(slot) => cellOf(slot, slots[slot], ready)}
      told={(slot) => <Told slot={slot} estimate={slots[slot]} ready={ready} />}
    />
  );
}

function cellOf(slot: number, estimate: WeekSlot | undefined, ready: boolean): HourCell | null {
  if (!estimate) return null;
  const { state, mean, posts } = estimate;
  const change = state === "open" ? null : changeFigure(mean);
  return {
    shade: lookOf(estimate, ready),
    told: state !== "open",
    words: `${slotName(slot)}. ${slotWords(estimate, ready)}`,
    figure: ready || posts === 0 ? change : posts,
  };
}

/** The keyboard begins where something is known. */
function firstOf(slots: readonly WeekSlot[]): number {
  const better = slots.findIndex(({ state }) => state === "better");
  if (better >= 0) return better;
  return Math.max(
    0,
    slots.findIndex(({ known }) => known),
  );
}

type ToldProps = { slot: number; estimate?: WeekSlot; ready: boolean };

function Told({ slot, estimate, ready }: ToldProps) {
  if (!estimate) return null;
  return (
    <>
      <b className="b">{slotName(slot)}.</b> {slotWords(estimate, ready)}
    </>
  );
}
