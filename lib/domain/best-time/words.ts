import type { PickedTime } from "./pick-time";
import type { TimingKind } from "./timing";

export const WEEKDAY_NAMES = [
  "Monday",
  "Tuesday",
  "Wednesday",
  "Thursday",
  "Friday",
  "Saturday",
  "Sunday",
] as const;

const pad = (hour: number) => String(hour).padStart(2, "0");

/** "18:00–19:00". */
export const hourRange = (hour: number) => `${pad(hour)}:00–${pad((hour + 1) % 24)}:00`;

/** A logarithm as people read it: "+12%", "0%", "−4%". */
export function changeFigure(log: number): string {
  const percent = Math.round(Math.expm1(log) * 100);
  return percent === 0 ? "0%" : `${percent > 0 ? "+" : "−"}${Math.abs(percent)}%`;
}

export const rangeFigure = ({ low, high }: { low: number; high: number }) =>
  `${changeFigure(low)} to ${changeFigure(high)}`;

/** In a list of runs: beside the time. */
export const TIMING_LABELS: Record<TimingKind, string> = {
  best: "best time",
  guess: "best guess, not proven",
  random: "random, to keep learning",
  own: "its own time",
};

/** Why a post has its time, in a sentence. */
export function timingSentence({ kind, estimate }: Pick<PickedTime, "kind" | "estimate">): string {
  switch (kind) {
    case "best":
      return estimate
        ? `Best time: posts at this hour are likely to do better than this account’s average post, by about ${changeFigure(estimate.mean)} (90% range ${rangeFigure(estimate)}).`
        : "Best time: posts at this hour are likely to do better than this account’s average post.";
    case "guess":
      return estimate
        ? `Best guess so far: this hour may do better than others, which is not proven yet (90% range ${rangeFigure(estimate)} against the average post).`
        : "Best guess so far: this hour may do better than others, which is not proven yet.";
    case "random":
      return "A random time: one post in ten goes out at any of the allowed hours, so that Bandwagon keeps learning.";
    case "own":
      return "The schedule’s own time: no hour of this account stands out yet.";
  }
}
