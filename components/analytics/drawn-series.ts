import {
  SERIES,
  type SeriesMode,
  stepInWords,
  tickInWords,
} from "@/components/analytics/results-series";
import { formatInZone } from "@/components/ui/zoned-format";
import type { SeriesPoint, SummaryView } from "@/lib/contracts/analytics";
import { sumWeeks, weekPart } from "@/lib/domain/calendar-weeks";

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
export const STEP_MS = { quarter: 15 * minuteMs, hour: 60 * minuteMs, day: dayMs, week: 7 * dayMs };

/** Narrower than this, the bars of days are hairlines. */
const leastStepPx = 6;

/** The series as it is drawn in a figure of this width: by weeks where days are too narrow to tell apart. */
export function drawnSeries(
  { series, timeZone }: Pick<SummaryView, "series" | "timeZone">,
  mode: SeriesMode,
  width: number,
): SummaryView["series"] {
  const isFine = series.bucket === "day" && series.points.length * leastStepPx > width;
  if (mode === "sum" || !isFine || width === 0) return series;
  return { bucket: "week", points: sumWeeks(series.points, timeZone) };
}

/** What was read or told: behind the last reading an empty step is no zero. */
export function readPoints(points: readonly SeriesPoint[], freshAt: string | null): SeriesPoint[] {
  const end = points.findLastIndex(
    (point) =>
      (freshAt !== null && Date.parse(point.at) <= Date.parse(freshAt)) ||
      SERIES.some(({ value }) => point[value] !== 0),
  );
  return points.slice(0, end + 1);
}

type Seen = Pick<SummaryView, "series" | "timeZone" | "from" | "to" | "now">;

/** A step of time in full, and of a week at an end of the window how much of it is in view. */
export function stepInView(at: number, { series, timeZone, ...window }: Seen): string {
  const step = stepInWords(at, timeZone, series.bucket, window.now);
  const part = series.bucket === "week" ? weekPart(at, window, timeZone) : null;
  return part ? `${step}, ${part}` : step;
}

type Drawn = Seen & Pick<SummaryView, "freshAt">;

/** Whether the last step that is drawn goes on or was not read to its end, and what stands beside it. */
export function endOf(at: number, summary: Drawn): { isOpen: boolean; note: string } {
  const { series, timeZone: zone, now, freshAt } = summary;
  const isWeek = series.bucket === "week";
  const tick = tickInWords(at, zone, series.bucket, now);
  const isLast = at === Date.parse(series.points.at(-1)?.at ?? "");
  if (isLast && Date.parse(summary.to) >= Date.parse(now)) {
    return { isOpen: true, note: isWeek ? "this week so far" : `${tick} so far` };
  }
  const step = isWeek ? `week of ${tick}` : tick;
  const read = freshAt === null ? Number.NaN : Date.parse(freshAt);
  if (!(read >= at && read < at + STEP_MS[series.bucket])) return { isOpen: false, note: step };
  const until = formatInZone(new Date(read), zone, isWeek ? "day-time" : "time");
  return { isOpen: true, note: `${step}, read until ${until}` };
}
