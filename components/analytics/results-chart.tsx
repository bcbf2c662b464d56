"use client";

import { type ReactNode, useState } from "react";
import { inFigures, inPercent, inWords } from "@/components/analytics/figures-in-words";
import { TimeChart } from "@/components/analytics/time-chart";
import { Figure } from "@/components/ui/figure";
import { Segmented } from "@/components/ui/segmented";
import { Table } from "@/components/ui/table";
import { formatInZone } from "@/components/ui/zoned-format";
import type { SeriesPoint, SummaryView } from "@/lib/contracts/analytics";
import { catalog } from "@/lib/platforms/catalog";

const SERIES = [
  { value: "views", label: "Views" },
  { value: "engagements", label: "Interactions" },
  { value: "clicks", label: "Clicks" },
] as const;
type SeriesName = (typeof SERIES)[number]["value"];

const BUCKETS = { minute: "a minute", hour: "an hour", day: "a day", week: "a week" } as const;

export type ResultsChartProps = {
  summary: SummaryView;
  /** `sum`: what has come in so far; `rate`: what came in each bucket. */
  mode: "sum" | "rate";
  freshness: ReactNode;
};

export function ResultsChart({ summary, mode, freshness }: ResultsChartProps) {
  const [name, setName] = useState<SeriesName>("views");
  const { series, timeZone } = summary;
  const { bucket } = series;
  const word = (SERIES.find((each) => each.value === name)?.label ?? "").toLowerCase();
  const unit = mode === "sum" ? `${word} in total` : `${word} ${BUCKETS[bucket]}`;
  const points = toPoints(series.points, name, mode);
  const last = points.at(-1);
  const sub = bucket === "minute" || bucket === "hour";
  const timeInWords = (at: number) =>
    formatInZone(new Date(at), timeZone, sub ? "date-time" : "day");
  const tickInWords = (at: number) => tickLabel(at, timeZone, bucket);
  const finding = toFinding(summary);
  const isOpen = mode === "rate" && Date.parse(summary.to) >= Date.parse(summary.now);
  return (
    <Figure
      finding={finding}
      aside={freshness}
      unit={`${unit.charAt(0).toUpperCase()}${unit.slice(1)}, ${timeZone}`}
      table={<SeriesTable summary={summary} timeInWords={timeInWords} />}
    >
      <Segmented label="What the chart shows" value={name} onChange={setName} options={SERIES} />
      <TimeChart
        label={`${finding}. ${unit} over time, ${last ? inFigures(last.value) : "none"} at the end.`}
        unit={unit}
        points={points}
        from={points[0]?.at ?? 0}
        to={last?.at ?? 1}
        ticks={points.map(({ at }) => ({ at, label: tickInWords(at) }))}
        isLastOpen={isOpen}
        end={
          last
            ? {
                value: inFigures(last.value),
                note: isOpen ? `${tickInWords(last.at)} so far` : tickInWords(last.at),
              }
            : undefined
        }
        timeInWords={timeInWords}
      />
    </Figure>
  );
}

function toPoints(series: readonly SeriesPoint[], name: SeriesName, mode: "sum" | "rate") {
  let sum = 0;
  return series.map((point) => {
    sum += point[name];
    return { at: Date.parse(point.at), value: mode === "sum" ? sum : point[name] };
  });
}

function tickLabel(at: number, zone: string, bucket: SummaryView["series"]["bucket"]): string {
  const instant = new Date(at);
  if (bucket === "minute") return formatInZone(instant, zone, "time");
  // "Wed 18 Nov" without its weekday.
  const day = formatInZone(instant, zone, "day").split(" ").slice(1).join(" ");
  if (bucket !== "hour") return day;
  const time = formatInZone(instant, zone, "time");
  return time === "00:00" ? day : time;
}

/** What can be said without guessing: where the views came from. */
function toFinding({ platforms, totals }: SummaryView): string {
  const views = totals.counts.views ?? 0;
  const [first] = platforms.toSorted((a, b) => (b.counts.views ?? 0) - (a.counts.views ?? 0));
  if (views <= 0 || !first) return "No views have been counted yet";
  const { label } = catalog[first.platform];
  if (platforms.length === 1) return `${inFigures(views)} views so far, all on ${label}`;
  const share = (first.counts.views ?? 0) / views;
  const isEven = share * platforms.length < 1.2;
  return isEven
    ? `${inFigures(views)} views, spread evenly over ${inWords(platforms.length)} platforms`
    : `${label} brought ${inPercent(share)} of ${inFigures(views)} views`;
}

type SeriesTableProps = { summary: SummaryView; timeInWords: (at: number) => string };

function SeriesTable({ summary, timeInWords }: SeriesTableProps) {
  const rows = summary.series.points.filter(
    (point) => point.views !== 0 || point.engagements !== 0 || point.clicks !== 0,
  );
  return (
    <Table
      label="Changes over time; times without any are left out"
      rows={rows}
      rowKey={(row) => row.at}
      columns={[
        { key: "at", head: "From", cell: (row) => timeInWords(Date.parse(row.at)) },
        { key: "views", head: "Views", num: true, cell: (row) => inFigures(row.views) },
        {
          key: "engagements",
          head: "Interactions",
          num: true,
          cell: (row) => inFigures(row.engagements),
        },
        { key: "clicks", head: "Clicks", num: true, cell: (row) => inFigures(row.clicks) },
      ]}
    />
  );
}
