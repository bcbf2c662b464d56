import { inFigures, inPercent, inWords } from "@/components/analytics/figures-in-words";
import { formatInZone } from "@/components/ui/zoned-format";
import type { PostMark, SeriesPoint, SummaryView } from "@/lib/contracts/analytics";
import { catalog } from "@/lib/platforms/catalog";

export const SERIES = [
  { value: "views", label: "Views" },
  { value: "engagements", label: "Interactions" },
  { value: "clicks", label: "Clicks" },
  { value: "conversions", label: "Conversions" },
] as const;
export type SeriesName = (typeof SERIES)[number]["value"];
/** `sum`: what has come in so far; `rate`: what came in each step of time. */
export type SeriesMode = "sum" | "rate";

const STEPS = { quarter: "in 15 minutes", hour: "an hour", day: "a day", week: "a week" } as const;

type Bucket = SummaryView["series"]["bucket"];

/** No source in view tells it: an empty line would say zero. */
export const isTold = (summary: SummaryView, name: SeriesName): boolean =>
  summary.kpis.find(({ key }) => key === name)?.value !== null;

export function unitOf(name: SeriesName, mode: SeriesMode, bucket: Bucket): string {
  const word = (SERIES.find(({ value }) => value === name)?.label ?? "").toLowerCase();
  return mode === "sum" ? `${word} in total` : `${word} ${STEPS[bucket]}`;
}

export function toPoints(series: readonly SeriesPoint[], name: SeriesName, mode: SeriesMode) {
  let sum = 0;
  return series.map((point) => {
    sum += point[name];
    return { at: Date.parse(point.at), value: mode === "sum" ? sum : point[name] };
  });
}

/** The start of a step of time, in full. */
export function stepInWords(at: number, zone: string, bucket: Bucket): string {
  const isShort = bucket === "quarter" || bucket === "hour";
  const day = formatInZone(new Date(at), zone, isShort ? "date-time" : "day");
  return bucket === "week" ? `Week from ${day}` : day;
}

/** The same where there is little room. */
export function tickInWords(at: number, zone: string, bucket: Bucket): string {
  const instant = new Date(at);
  const time = formatInZone(instant, zone, "time");
  if (bucket === "quarter" || (bucket === "hour" && time !== "00:00")) return time;
  // "Wed 18 Nov" without its weekday.
  return formatInZone(instant, zone, "day").split(" ").slice(1).join(" ");
}

/** What can be said without guessing: where the views came from. */
export function findingOf({ platforms, totals }: SummaryView): string {
  const views = totals.counts.views ?? 0;
  const [first] = platforms.toSorted((a, b) => (b.counts.views ?? 0) - (a.counts.views ?? 0));
  if (views <= 0 || !first) return "No views have been counted yet";
  const { label } = catalog[first.platform];
  if (platforms.length === 1) return `${inFigures(views)} views so far, all on ${label}`;
  const part = (first.counts.views ?? 0) / views;
  return part * platforms.length < 1.2
    ? `${inFigures(views)} views, spread evenly over ${inWords(platforms.length)} platforms`
    : `${label} brought ${inPercent(part)} of ${inFigures(views)} views`;
}

/** The posts that went out in each step of time, by its place. */
export function marksBySteps(
  points: readonly { at: number }[],
  marks: readonly PostMark[],
): Map<number, PostMark[]> {
  const steps = new Map<number, PostMark[]>();
  let place = 0;
  for (const mark of marks.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at))) {
    while ((points[place + 1]?.at ?? Number.POSITIVE_INFINITY) <= Date.parse(mark.at)) place++;
    steps.set(place, [...(steps.get(place) ?? []), mark]);
  }
  return steps;
}
