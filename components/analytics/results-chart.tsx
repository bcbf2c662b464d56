"use client";

import { type ReactNode, useRef, useState } from "react";
import { timeTicks } from "@/components/analytics/chart-ticks";
import { FigureDownload } from "@/components/analytics/figure-download";
import { capital, inFigures } from "@/components/analytics/figures-in-words";
import { ChartTables } from "@/components/analytics/results-chart-tables";
import {
  findingOf,
  isTold,
  marksBySteps,
  SERIES,
  type SeriesMode,
  type SeriesName,
  stepInWords,
  tickInWords,
  toldSeries,
  toPoints,
  unitOf,
} from "@/components/analytics/results-series";
import { TimeChart } from "@/components/analytics/time-chart";
import { Figure } from "@/components/ui/figure";
import { Segmented } from "@/components/ui/segmented";
import type { PostMark, SummaryView } from "@/lib/contracts/analytics";
import { catalog } from "@/lib/platforms/catalog";

const MODES = [
  { value: "rate", label: "As it came in" },
  { value: "sum", label: "In total" },
] as const;
const mostTitles = 3;

type ResultsChartProps = { summary: SummaryView; freshness: ReactNode };

/** What came in over time, with the posts that went out marked on it. */
export function ResultsChart({ summary, freshness }: ResultsChartProps) {
  const figure = useRef<HTMLDivElement>(null);
  const [wanted, setName] = useState<SeriesName>("views");
  const [mode, setMode] = useState<SeriesMode>("rate");
  // It may be told no longer, once something else is chosen.
  const name = isTold(summary, wanted) ? wanted : toldSeries(summary);
  const unit = unitOf(name, mode, summary.series.bucket);
  return (
    <div ref={figure}>
      <Figure
        finding={findingOf(summary)}
        aside={
          <span className="row wrap">
            <span className="d-only">{freshness}</span>
            <FigureDownload name={capital(unit)} rows={toRows(summary)} target={figure} />
          </span>
        }
        unit={`${capital(unit)}, ${summary.timeZone.replaceAll("_", " ")}. Marks below: posts that went out`}
        table={<ChartTables summary={summary} />}
      >
        <div className="row wrap" style={{ marginBottom: 8 }}>
          <Segmented
            label="What the chart shows"
            value={name}
            onChange={setName}
            options={SERIES.map((series) => {
              const told = isTold(summary, series.value);
              return {
                ...series,
                disabled: !told,
                label: told ? series.label : `${series.label} n/a`,
              };
            })}
          />
          <Segmented label="How it adds up" value={mode} onChange={setMode} options={MODES} />
        </div>
        <Line summary={summary} name={name} mode={mode} unit={unit} />
      </Figure>
    </div>
  );
}

const toRows = ({ series }: SummaryView) => [
  ["From", ...SERIES.map(({ label }) => label)],
  ...series.points.map((point) => [point.at, ...SERIES.map(({ value }) => point[value])]),
];

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const STEP_MS = { quarter: 15 * minuteMs, hour: 60 * minuteMs, day: dayMs, week: 7 * dayMs };

type LineProps = { summary: SummaryView; name: SeriesName; mode: SeriesMode; unit: string };

function Line({ summary, name, mode, unit }: LineProps) {
  const { series, timeZone: zone } = summary;
  const points = toPoints(series.points, name, mode);
  const steps = marksBySteps(points, summary.marks);
  const last = points.at(-1);
  // A post goes out before its first result comes in.
  const moments = [...points, ...summary.marks].map(({ at }) => new Date(at).getTime());
  const from = moments.length > 0 ? Math.min(...moments) : 0;
  const stepMs = mode === "rate" ? STEP_MS[series.bucket] : undefined;
  const to = (last?.at ?? from) + (stepMs ?? 1);
  const tick = (at: number) => tickInWords(at, zone, series.bucket, summary.now);
  const isOpen = mode === "rate" && Date.parse(summary.to) >= Date.parse(summary.now);
  return (
    <TimeChart
      label={`${findingOf(summary)}. ${capital(unit)} over time, ${last ? inFigures(last.value) : "none"} at the end.`}
      unit={unit}
      points={points}
      from={from}
      to={to}
      stepMs={stepMs}
      ticks={timeTicks(
        points.map(({ at }) => at),
        zone,
        series.bucket,
      )}
      isLastOpen={isOpen}
      end={
        last && {
          value: inFigures(last.value),
          note: isOpen ? `${tick(last.at)} so far` : tick(last.at),
        }
      }
      marks={summary.marks.map(({ at, platform }) => ({
        platform,
        out: true,
        at: Math.min(to, Date.parse(at)),
      }))}
      timeInWords={(at) => stepInWords(at, zone, series.bucket, summary.now)}
      noteOf={(index) => sayPosts(steps.get(index) ?? [])}
    />
  );
}

/** The posts of one step of time: the first by name, the others by number. */
function sayPosts(marks: readonly PostMark[]) {
  if (marks.length === 0) return null;
  const named = marks.slice(0, mostTitles);
  const rest = marks.length - named.length;
  const more = rest > 0 ? [`and ${inFigures(rest)} more`] : [];
  const nameOf = ({ platform, title }: PostMark) => `${catalog[platform].label}, “${title}”`;
  return {
    words: `Went out: ${[...named.map(nameOf), ...more].join("; ")}`,
    look: (
      <ul className="tip-posts">
        {named.map((mark) => (
          <li key={mark.postId} className="cut">
            {nameOf(mark)}
          </li>
        ))}
        {more.map((words) => (
          <li key={words}>{words}</li>
        ))}
      </ul>
    ),
  };
}
