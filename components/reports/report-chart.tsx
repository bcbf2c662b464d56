import { Figure } from "@/components/ui/figure";
import { type Column, Table } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import { formatInZone } from "@/components/ui/zoned-format";
import type { SeriesPoint } from "@/lib/contracts/analytics";
import type { ReportView } from "@/lib/contracts/reports";
import { sumWeeks, weekPart } from "@/lib/domain/calendar-weeks";
import { barsPath, barWidth, niceTicks, openBar, thinOut } from "@/lib/domain/chart-drawing";
import { countOf, inFigures } from "@/lib/domain/report-words";

/** Paper does not answer: it is drawn for each width it may have, and never shrunk. */
const DRAWINGS = [
  { on: "desk", width: 912, labels: 84 },
  { on: "sheet", width: 680, labels: 84 },
  { on: "phone", width: 358, labels: 72 },
] as const;
const HEIGHT = 214;
const TOP = 10;
const FLOOR = 184;

const STEPS = {
  ...{ quarter: "quarter of an hour", hour: "hour" },
  ...{ day: "day", week: "week" },
} as const;

/** More days than this are drawn by weeks: a bar is to be more than a hairline. */
const mostDays = 92;

function drawnSeries({ series, timeZone }: ReportView): ReportView["series"] {
  const isFine = series.bucket === "day" && series.points.length > mostDays;
  return isFine ? { bucket: "week", points: sumWeeks(series.points, timeZone) } : series;
}

/** Views over time, a bar for each step of it. */
export function ReportChart({ report: read }: { report: ReportView }) {
  const report = { ...read, series: drawnSeries(read) };
  const { points, bucket } = report.series;
  const most = Math.max(0, ...points.map((point) => point.views));
  if (points.length < 2 || most === 0) return null;
  const total = points.reduce((sum, point) => sum + point.views, 0);
  const step = STEPS[bucket];
  const when = mostWhen(report, most);
  return (
    <Figure
      finding={`Its peak was ${when}: ${countOf(most, "view")} of ${inFigures(total)}`}
      unit={`Views by ${step}, ${report.timeZone.replaceAll("_", " ")}`}
      table={<SeriesTable report={report} />}
    >
      {DRAWINGS.map(({ on, width, labels }) => (
        <svg
          key={on}
          className={`ch report-chart on-${on}`}
          viewBox={`0 0 ${width} ${HEIGHT}`}
          role="img"
          aria-label={`Views by ${step}: ${inFigures(total)} in all, ${inFigures(most)} at most, ${when}.`}
        >
          <Drawing report={report} width={width} labelWidth={labels} most={most} />
        </svg>
      ))}
    </Figure>
  );
}

/** "on 26 November 2026": of a step that is not over it is said so. */
function mostWhen({ timeZone: zone, ...report }: ReportView, most: number): string {
  const { points, bucket } = report.series;
  const place = points.findIndex((point) => point.views === most);
  const at = points[place]?.at ?? report.to;
  const isRunning = place === points.length - 1 && Date.parse(report.to) >= Date.parse(report.now);
  const cut = bucket === "week" ? weekPart(Date.parse(at), report, zone) : null;
  const part = isRunning ? "not over yet" : cut;
  const day = formatInZone(at, zone, "date");
  const isShort = bucket === "quarter" || bucket === "hour";
  const step = bucket === "week" ? `in the week from ${day}` : `on ${day}`;
  return `${step}${isShort ? ` at ${formatInZone(at, zone, "time")}` : ""}${part ? `, ${part}` : ""}`;
}

type DrawingProps = { report: ReportView; width: number; labelWidth: number; most: number };

function Drawing({ report, width, labelWidth, most }: DrawingProps) {
  const { points } = report.series;
  const least = Math.min(0, ...points.map((point) => point.views));
  const ticks = niceTicks(least, most);
  const low = ticks[0] ?? 0;
  const left = Math.max(...ticks.map((tick) => inFigures(tick).length)) * 6.5 + 10;
  const step = (width - left) / points.length;
  const y = (views: number) => FLOOR - ((views - low) / (most * 1.04 - low)) * (FLOOR - TOP);
  const bars = points.map(({ views }, i) => ({ x: left + (i + 0.5) * step, y: y(views) }));
  const isOpen = Date.parse(report.to) >= Date.parse(report.now);
  const bar = barWidth(step);
  const open = isOpen ? openBar(bars.at(-1), bar, y(0)) : null;
  const named = points.map(({ at }, i) => ({ at, x: left + (i + 0.5) * step }));
  return (
    <>
      {ticks.map((tick) => (
        <g key={tick}>
          <line
            className={tick === 0 ? "axis" : "grid"}
            x1={left}
            x2={width}
            y1={y(tick)}
            y2={y(tick)}
          />
          <text x={left - 8} y={y(tick) + 4} textAnchor="end">
            {inFigures(tick)}
          </text>
        </g>
      ))}
      <path d={barsPath(isOpen ? bars.slice(0, -1) : bars, bar, y(0))} fill="var(--action)" />
      {open ? <path {...open} /> : null}
      {thinOut(onDays(named, report), width - left, labelWidth).map(({ at, x }, index) => (
        <text
          key={at}
          x={x}
          y={FLOOR + 18}
          textAnchor={x > width - labelWidth / 2 ? "end" : "middle"}
        >
          {dayLabel(at, report.timeZone, index === 0)}
        </text>
      ))}
    </>
  );
}

/** "26 Nov"; the first with its year, as is the first of another. */
function dayLabel(at: string, zone: string, isFirst: boolean): string {
  const [day = "", month = "", year = ""] = formatInZone(at, zone, "date").split(" ");
  const isNewYear = month === "January" && Number(day) <= 7;
  return `${day} ${month.slice(0, 3)}${isFirst || isNewYear ? ` ${year}` : ""}`;
}

/** The first step of each day: a date is written once. */
function onDays<T extends { at: string }>(steps: readonly T[], { timeZone }: ReportView): T[] {
  const dayOf = ({ at }: T) => formatInZone(at, timeZone, "date");
  return steps.filter((step, i) => {
    const before = steps[i - 1];
    return !before || dayOf(before) !== dayOf(step);
  });
}

function SeriesTable({ report }: { report: ReportView }) {
  const { timeZone: zone, series } = report;
  const part = (at: string) =>
    series.bucket === "week" ? weekPart(Date.parse(at), report, zone) : null;
  const columns: Column<SeriesPoint>[] = [
    {
      key: "at",
      head: series.bucket === "week" ? "Week from" : "From",
      cell: ({ at }) => (
        <>
          <Time at={at} zone={zone} />
          {part(at) ? `, ${part(at)}` : null}
        </>
      ),
    },
    { key: "views", head: "Views", num: true, cell: (point) => inFigures(point.views) },
    {
      key: "engagements",
      head: "Interactions",
      num: true,
      cell: (point) => inFigures(point.engagements),
    },
    { key: "clicks", head: "Clicks", num: true, cell: (point) => inFigures(point.clicks) },
  ];
  return (
    <Table label="Over time" columns={columns} rows={series.points} rowKey={(point) => point.at} />
  );
}
