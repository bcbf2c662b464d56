import { countOf, inWords } from "@/components/analytics/figures-in-words";
import { listLabels } from "@/components/analytics/platform-words";
import { formatInZone, formatNear } from "@/components/ui/zoned-format";
import type { PostMark, SeriesPoint, SummaryView } from "@/lib/contracts/analytics";
import { inPercent } from "@/lib/domain/percent-words";
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

const STEPS = { quarter: "in 15 minutes", hour: "an hour", day: "a day", week: "by week" } as const;

type Bucket = SummaryView["series"]["bucket"];

/** No source in view tells it: an empty line would say zero. */
export const isTold = (summary: SummaryView, name: SeriesName): boolean =>
  summary.kpis.find(({ key }) => key === name)?.value !== null;

/** The first that is told: interactions where nobody tells views. */
export const toldSeries = (summary: SummaryView): SeriesName =>
  SERIES.find(({ value }) => isTold(summary, value))?.value ?? "views";

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

/** The start of a step of time, in full; without `now`, with its year in any case. */
export function stepInWords(
  at: number,
  zone: string,
  bucket: Bucket,
  now: string | null = null,
): string {
  const isShort = bucket === "quarter" || bucket === "hour";
  const day = formatNear(new Date(at), zone, isShort ? "date-time" : "day", now);
  return bucket === "week" ? `Week from ${day}` : day;
}

/** The same where there is little room; the year only of a day in another than the present one. */
export function tickInWords(at: number, zone: string, bucket: Bucket, now?: string): string {
  const instant = new Date(at);
  const time = formatInZone(instant, zone, "time");
  if (bucket === "quarter" || (bucket === "hour" && time !== "00:00")) return time;
  // "Wed 18 Nov" without its weekday.
  return formatNear(instant, zone, "day", now ?? instant)
    .split(" ")
    .slice(1)
    .join(" ");
}

type Found = Pick<SummaryView, "platforms">;

/** What can be said without guessing: where the views came from, among platforms that tell them. */
export function findingOf({ platforms }: Found): string {
  const tellers = platforms.filter(({ counts }) => counts.views !== null);
  if (platforms.length > 0 && tellers.length === 0) return "No platform in view tells its views";
  const views = tellers.reduce((sum, { counts }) => sum + (counts.views ?? 0), 0);
  const [first] = tellers.toSorted((a, b) => (b.counts.views ?? 0) - (a.counts.views ?? 0));
  if (views <= 0 || !first) return "No views were counted";
  const { label } = catalog[first.platform];
  const untold = toUntold(platforms.filter((row) => !tellers.includes(row)));
  const all = countOf(views, "view");
  const part = (first.counts.views ?? 0) / views;
  if (part >= 1) return `${all}, all on ${label}${untold}`;
  return part * tellers.length < 1.2
    ? `${all}, spread evenly over ${inWords(tellers.length)} platforms${untold}`
    : `${label} brought ${inPercent(part)} of ${all}${untold}`;
}

const toUntold = (rows: Found["platforms"]): string =>
  rows.length === 0
    ? ""
    : `; ${listLabels(rows.map(({ platform }) => platform))} ${rows.length === 1 ? "tells" : "tell"} none`;

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
