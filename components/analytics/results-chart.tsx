"use client";

import { type ReactNode, useState } from "react";
import { timeTicks } from "@/components/analytics/chart-ticks";
import {
  drawnSeries,
  endOf,
  readPoints,
  STEP_MS,
  stepInView,
} from "@/components/analytics/drawn-series";
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
  toldSeries,
  toPoints,
  unitOf,
} from "@/components/analytics/results-series";
import { TimeChart } from "@/components/analytics/time-chart";
import { useWidth } from "@/components/analytics/use-width";
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
  const [figure, width] = useWidth<HTMLDivElement>();
  const [wanted, setName] = useState<SeriesName>("views");
  const [mode, setMode] = useState<SeriesMode>("rate");
  // It may be told no longer, once something else is chosen.
  const name = isTold(summary, wanted) ? wanted : toldSeries(summary);
  const drawn = { ...summary, series: drawnSeries(summary, mode, width) };
  const unit = unitOf(name, mode, drawn.series.bucket);
  return (
    <div ref={figure}>
      <Figure
        finding={findingOf(summary)}
        aside={
          <span className="row wrap">
            <span className="d-only">{freshness}</span>
            <FigureDownload
              name={`${SERIES.find(({ value }) => value === name)?.label} over time`}
              rows={toRows(summary)}
              target={figure}
            />
          </span>
        }
        unit={`${capital(unit)}, ${summary.timeZone.replaceAll("_", " ")}. Marks below: posts that went out`}
        table={<ChartTables summary={drawn} />}
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
        <Line summary={drawn} name={name} mode={mode} unit={unit} />
      </Figure>
    </div>
  );
}

const toRows = ({ series }: SummaryView) => [
  ["From", ...SERIES.map(({ label }) => label)],
  ...series.points.map((point) => [point.at, ...SERIES.map(({ value }) => point[value])]),
];

type LineProps = { summary: SummaryView; name: SeriesName; mode: SeriesMode; unit: string };

function Line({ summary, name, mode, unit }: LineProps) {
  const { series, timeZone: zone } = summary;
  const points = toPoints(readPoints(series.points, summary.freshAt), name, mode);
  const starts = series.points.map(({ at }) => Date.parse(at));
  const steps = marksBySteps(
    starts.map((at) => ({ at })),
    summary.marks,
  );
  const last = points.at(-1);
  // A post goes out before its first result comes in.
  const moments = [...starts, ...summary.marks.map(({ at }) => Date.parse(at))];
  const from = moments.length > 0 ? Math.min(...moments) : 0;
  const stepMs = mode === "rate" ? STEP_MS[series.bucket] : undefined;
  const to = (starts.at(-1) ?? from) + (stepMs ?? 1);
  const end = last ? endOf(last.at, summary) : null;
  return (
    <TimeChart
      label={`${findingOf(summary)}. ${capital(unit)} over time, ${last ? inFigures(last.value) : "none"} at the end.`}
      unit={unit}
      points={points}
      from={from}
      to={to}
      stepMs={stepMs}
      ticks={timeTicks(starts, zone, series.bucket)}
      isLastOpen={mode === "rate" && end?.isOpen === true}
      end={last && end ? { value: inFigures(last.value), note: end.note } : undefined}
      marks={summary.marks.map(({ at, platform }) => ({
        platform,
        out: true,
        at: Math.min(to, Date.parse(at)),
      }))}
      timeInWords={(at) => stepInView(at, summary)}
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
