import type { RateView } from "@/lib/contracts/analytics";

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

export const orUnknown = (count: number | null) => (count === null ? UNKNOWN : inFigures(count));

export function inPercent(share: number | null): string {
  if (share === null) return UNKNOWN;
  const percent = share * 100;
  return `${percent.toFixed(percent !== 0 && percent < 10 ? 1 : 0)}%`;
}

/** The goal's measure: views per post, or a share of the views. */
export const rateInWords = (rate: RateView) =>
  rate.goal === "reach" ? orUnknown(rate.value) : inPercent(rate.value);

export const rangeInWords = (rate: RateView) =>
  rate.low === null || rate.high === null
    ? null
    : `${inPercent(rate.low)} to ${inPercent(rate.high)}`;

export const RATE_NAMES = {
  reach: "Views per post",
  engagement: "Engagement rate",
  ctr: "Clicks per view",
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
