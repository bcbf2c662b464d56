"use client";

import {
  groundOf,
  type HeatCell,
  type HeatMetric,
  inCell,
  shadeOf,
} from "@/components/analytics/heat-scale";
import { cellWords, shadeWords, slotWords } from "@/components/analytics/heat-words";
import { type HourCell, HourGrid } from "@/components/ui/hour-grid";
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

/** An hour a cell, with its figure; darker, or lighter on a dark ground, is more. */
export function HeatMap({ label, week, metric, starts, isSeen, peak }: HeatMapProps) {
  const words = (slot: number) => cellWords(week[slot] ?? null, metric, isSeen(slot));
  const cellOf = (slot: number): HourCell => {
    const said = `${slotWords(slot)}. ${words(slot)}`;
    if (!isSeen(slot)) return { shade: "heat-0", words: said };
    const value = week[slot]?.[metric] ?? 0;
    const shade = shadeOf(value, starts);
    const figure = shade === 0 ? null : inCell(value);
    // What is written in a cell is part of its name, so that it can be called by it.
    const isSaid = figure === null || said.includes(figure);
    return { shade: groundOf(shade), figure, words: isSaid ? said : `${said} In short ${figure}` };
  };
  return (
    <HourGrid
      label={label}
      start={peak ?? 0}
      cellOf={cellOf}
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
          <i className={groundOf(shadeOf(starts[index] ?? 0, starts))} /> {words}
        </li>
      ))}
      {all.every(isSeen) ? null : (
        <li>
          <i className="heat-0" /> not in this period, or before the first post
        </li>
      )}
    </ul>
  );
}
