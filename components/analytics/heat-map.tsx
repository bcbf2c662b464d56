"use client";

import { type HeatCell, type HeatMetric, shadeOf } from "@/components/analytics/heat-scale";
import { cellWords, shadeWords, slotWords } from "@/components/analytics/heat-words";
import { HourGrid } from "@/components/ui/hour-grid";
import { WEEK_SLOTS } from "@/lib/domain/best-time/week-slot";

type HeatMapProps = {
  label: string;
  week: readonly (HeatCell | null)[];
  metric: HeatMetric;
  starts: readonly number[];
  /** Whether an hour of the week lies in the period at all. */
  isSeen: (slot: number) => boolean;
  peak: number | null;
};

/** An hour a cell; darker, or lighter on a dark ground, is more. */
export function HeatMap({ label, week, metric, starts, isSeen, peak }: HeatMapProps) {
  const words = (slot: number) => cellWords(week[slot] ?? null, metric, isSeen(slot));
  const shade = (slot: number) => {
    if (!isSeen(slot)) return "heat-0";
    const step = shadeOf(week[slot]?.[metric] ?? 0, starts);
    return step === 0 ? "heat-none" : `heat-${step}`;
  };
  return (
    <HourGrid
      label={label}
      start={peak ?? 0}
      cellOf={(slot) => ({ shade: shade(slot), words: `${slotWords(slot)}. ${words(slot)}` })}
      told={(slot) => (
        <>
          <b className="b">{slotWords(slot)}.</b> {words(slot)}
        </>
      )}
    />
  );
}

type HeatKeyProps = Pick<HeatMapProps, "starts" | "isSeen"> & { most: number };

/** What each shade stands for, in figures. */
export function HeatKey({ starts, most, isSeen }: HeatKeyProps) {
  const all = Array.from({ length: WEEK_SLOTS }, (_, slot) => slot);
  return (
    <ul className="week-key heat-key">
      <li>
        <i className="heat-none" /> none
      </li>
      {shadeWords(starts, most).map((words, index) => (
        <li key={words}>
          <i className={`heat-${shadeOf(starts[index] ?? 0, starts)}`} /> {words}
        </li>
      ))}
      {all.every(isSeen) ? null : (
        <li>
          <i className="heat-0" /> not in this period
        </li>
      )}
    </ul>
  );
}
