import { METRIC_MEANINGS } from "@/components/analytics/metric-terms";
import type { RateView } from "@/lib/contracts/analytics";
import { inPercent } from "@/lib/domain/percent-words";

const NUMBERS = [
  "no",
  "one",
  "two",
  "three",
  "four",
  "five",
  "six",
  "seven",
  "eight",
  "nine",
  "ten",
  "eleven",
  "twelve",
];

/** Small numbers as words, for sentences. */
export const inWords = (count: number) => NUMBERS[count] ?? inFigures(count);

export const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

export const inFigures = (count: number) => Math.round(count).toLocaleString("en-GB");

/** "1 view", "1,240 views". */
export const countOf = (count: number, noun: string) =>
  `${inFigures(count)} ${noun}${Math.round(count) === 1 ? "" : "s"}`;

/** What cannot be told, never a zero. */
export const UNKNOWN = "n/a";

/** "1 like", or "likes n/a". */
export const countOrUnknown = (count: number | null, noun: string) =>
  count === null ? `${noun}s ${UNKNOWN}` : countOf(count, noun);

export const orUnknown = (count: number | null) => (count === null ? UNKNOWN : inFigures(count));

/** Of how many there are so many: the first in which the figure is no fraction alone. */
const SCALES = [100, 1000, 10_000, 100_000];

/** A ratio, which is no share: "3.8 interactions per 100 views". */
export function perMany(ratio: number, parts: string, wholes: string): string {
  if (ratio === 0) return `no ${parts}`;
  const scale = SCALES.find((each) => Math.abs(ratio) * each >= 0.95) ?? 100_000;
  const count = ratio * scale;
  const figure = Math.abs(count) < 10 ? count.toFixed(1).replace(/\.0$/, "") : inFigures(count);
  const name = figure === "1" ? parts.replace(/s$/, "") : parts;
  return `${figure} ${name} per ${inFigures(scale)} ${wholes}`;
}

/** The goal's measure: views per post, or a share of the views. */
export const rateInWords = (rate: RateView) =>
  rate.goal === "reach" ? orUnknown(rate.value) : inPercent(rate.value);

export const RATE_NAMES = {
  reach: METRIC_MEANINGS.reach.name,
  engagement: METRIC_MEANINGS.engagementRate.name,
  ctr: METRIC_MEANINGS.clickRate.name,
} as const;

/** "+12%", with a true minus. Null where there is nothing to compare with. */
export function changeInPercent(now: number | null, before: number | null): string | null {
  if (now === null || !before) return null;
  const percent = Math.round((now / before - 1) * 100);
  return `${signOf(percent)}${Math.abs(percent).toLocaleString("en-GB")}%`;
}

export function changeInPoints(
  now: number | null,
  before: number | null,
  scale: number,
): string | null {
  if (now === null || before === null) return null;
  const points = Math.round((now - before) * scale * 10) / 10;
  return `${signOf(points)}${Math.abs(points).toFixed(1)}`;
}

const signOf = (value: number) => (value > 0 ? "+" : value < 0 ? "−" : "±");
