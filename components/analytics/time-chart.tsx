"use client";

import { type ReactNode, useState } from "react";
import { ChartCursor } from "@/components/analytics/chart-cursor";
import { ChartEnd, type EndWords, endWidth } from "@/components/analytics/chart-end";
import { ChartMarks } from "@/components/analytics/chart-marks";
import {
  linear,
  niceTicks,
  type Place,
  type Scale,
  thinOut,
  toPath,
} from "@/components/analytics/chart-scale";
import { inFigures } from "@/components/analytics/figures-in-words";
import type { Box } from "@/components/analytics/place-label";
import { useWidth } from "@/components/analytics/use-width";

export interface ChartPoint {
  /** Milliseconds since the epoch. */
  at: number;
  value: number;
}

export interface ChartBand {
  points: readonly { at: number; middle: number; low: number; high: number }[];
  /** Two short lines at its right end. */
  label: readonly [string, string];
}

export interface TimeChartProps {
  /** The finding in one sentence, for people who do not see the chart. */
  label: string;
  /** After the highest gridline's figure: "views an hour". */
  unit: string;
  points: readonly ChartPoint[];
  from: number;
  to: number;
  /** Where times may be written below; as many are kept as fit. */
  ticks: readonly { at: number; label: string }[];
  /** The last point is of a time that is not over: the way to it is dashed. */
  isLastOpen?: boolean;
  /** At the last point: its figure and its time. */
  end?: EndWords | undefined;
  band?: ChartBand | undefined;
  marks?: readonly { at: number; platform: string; out: boolean }[] | undefined;
  /** A point's time, in the tip. */
  timeInWords: (at: number) => string;
  /** More about the point at this place, in the tip: words, and how they look. */
  noteOf?: (index: number) => { words: string; look: ReactNode } | null;
}

const top = 26;
const plotHeight = 190;
const phoneWidth = 560;
const labelWidth = 64;

interface Plot {
  x: Scale;
  y: Scale;
  width: number;
  floor: number;
  lines: number[];
}

/** Hand-drawn for the width it has: labels on the gridlines, the series labelled at its end. */
export function TimeChart(props: TimeChartProps) {
  const [ref, width] = useWidth<HTMLDivElement>();
  return (
    <div ref={ref} style={{ position: "relative", minHeight: chartHeight(props) }}>
      {width > 0 ? <Drawing {...props} width={width} /> : null}
    </div>
  );
}

const chartHeight = ({ marks }: TimeChartProps) =>
  top + plotHeight + 22 + (marks && marks.length > 0 ? 26 : 0);

/** What the words right of the drawing need: the band's name, or the last figure. */
function sideRoom({ band, end, points, from, to }: TimeChartProps, width: number): number {
  if (band) return width >= phoneWidth ? 116 : 8;
  const last = points.at(-1)?.at ?? from;
  const isAtRight = last - from > (to - from) * 0.85;
  return end && isAtRight ? endWidth(end) + 16 : 8;
}

function layOut(props: TimeChartProps, width: number): Plot {
  const plotWidth = width - sideRoom(props, width);
  const values = [
    ...props.points.map((point) => point.value),
    ...(props.band?.points.map((point) => point.high) ?? []),
  ];
  const high = Math.max(1, ...values);
  const lines = niceTicks(Math.min(0, ...values), high);
  const floor = top + plotHeight;
  return {
    x: linear([props.from, props.to], [0, plotWidth]),
    y: linear([lines[0] ?? 0, high * 1.06], [floor, top]),
    width: plotWidth,
    floor,
    lines,
  };
}

function Drawing(props: TimeChartProps & { width: number }) {
  const plot = layOut(props, props.width);
  const [near, setNear] = useState<number | null>(null);
  const places = props.points.map((point) => ({ x: plot.x(point.at), y: plot.y(point.value) }));
  const here = near === null ? undefined : places[Math.min(near, places.length - 1)];
  return (
    <>
      <svg
        className="ch"
        width={props.width}
        height={chartHeight(props)}
        role="img"
        aria-label={props.label}
      >
        <Grid plot={plot} />
        {props.band ? <Band band={props.band} plot={plot} /> : null}
        <ChartMarks marks={props.marks ?? []} plot={{ ...plot, top }} />
        <Line places={props.isLastOpen ? places.slice(0, -1) : places} />
        {props.isLastOpen ? <Line places={places.slice(-2)} isDashed /> : null}
        <ChartEnd
          places={places}
          end={props.end}
          taken={gridBoxes(plot, props.unit)}
          right={props.band ? plot.width : props.width}
          floor={plot.floor}
        />
        <GridLabels plot={plot} unit={props.unit} />
        <TimeLabels ticks={props.ticks} plot={plot} />
        {here ? <Here place={here} floor={plot.floor} /> : null}
      </svg>
      <ChartCursor
        places={places}
        near={near}
        onMove={setNear}
        room={{ width: plot.width, top, height: plotHeight }}
        say={(index) => sayPoint(props, index)}
      />
    </>
  );
}

/** A point in words, and how they stand in the tip. */
function sayPoint({ points, unit, timeInWords, noteOf }: TimeChartProps, index: number) {
  const point = points[index];
  const note = noteOf?.(index);
  const time = timeInWords(point?.at ?? 0);
  const value = inFigures(point?.value ?? 0);
  return {
    words: `${time}: ${value} ${unit}${note ? `. ${note.words}` : ""}`,
    look: (
      <>
        <div className="t3">{time}</div>
        <div className="row">
          <span>{unit}</span>
          <b className="push">{value}</b>
        </div>
        {note?.look}
      </>
    ),
  };
}

function Line({ places, isDashed }: { places: readonly Place[]; isDashed?: boolean }) {
  return (
    <path
      d={toPath(places)}
      fill="none"
      stroke="var(--action)"
      strokeWidth="2"
      strokeLinejoin="round"
      strokeLinecap="round"
      strokeDasharray={isDashed ? "3 5" : undefined}
    />
  );
}

function Grid({ plot }: { plot: Plot }) {
  return (
    <>
      {plot.lines.map((value) => (
        <line
          key={value}
          className={value === 0 ? "axis" : "grid"}
          x1={0}
          x2={plot.width}
          y1={plot.y(value)}
          y2={plot.y(value)}
        />
      ))}
    </>
  );
}

function GridLabels({ plot, unit }: { plot: Plot; unit: string }) {
  return (
    <>
      {plot.lines
        .filter((value) => value !== 0)
        .map((value) => (
          <text key={value} x={0} y={plot.y(value) - 5}>
            {gridWords(plot, value, unit)}
          </text>
        ))}
    </>
  );
}

const gridWords = ({ lines }: Plot, value: number, unit: string) =>
  value === lines.at(-1) ? `${inFigures(value)} ${unit}` : inFigures(value);

/** Where the words on the gridlines stand. */
const gridBoxes = (plot: Plot, unit: string): Box[] =>
  plot.lines
    .filter((value) => value !== 0)
    .map((value) => {
      const bottom = plot.y(value) - 3;
      const right = gridWords(plot, value, unit).length * 6;
      return { left: 0, top: bottom - 12, right, bottom };
    });

function TimeLabels({ ticks, plot }: { ticks: TimeChartProps["ticks"]; plot: Plot }) {
  const inside = ticks.filter((tick) => plot.x(tick.at) >= 0 && plot.x(tick.at) <= plot.width + 1);
  return (
    <>
      {thinOut(inside, plot.width, labelWidth).map((tick) => {
        const x = plot.x(tick.at);
        const anchor = x < 16 ? "start" : x > plot.width - 16 ? "end" : "middle";
        return (
          <text key={tick.at} x={x} y={plot.floor + 16} textAnchor={anchor}>
            {tick.label}
          </text>
        );
      })}
    </>
  );
}

function Band({ band, plot }: { band: ChartBand; plot: Plot }) {
  const at = (value: (p: ChartBand["points"][number]) => number) =>
    band.points.map((point) => ({ x: plot.x(point.at), y: plot.y(value(point)) }));
  const upper = at((point) => point.high);
  const lower = at((point) => point.low).toReversed();
  const middle = at((point) => point.middle);
  const last = middle.at(-1);
  const isWide = plot.width >= phoneWidth - 116;
  return (
    <>
      <path d={`${toPath([...upper, ...lower])}Z`} fill="var(--action)" opacity="0.14" />
      <path
        d={toPath(middle)}
        fill="none"
        stroke="var(--action)"
        strokeDasharray="2 3"
        opacity="0.8"
      />
      {last && isWide ? (
        <>
          <text className="lab2" x={plot.width + 8} y={Math.min(last.y, plot.floor - 16)}>
            {band.label[0]}
          </text>
          <text x={plot.width + 8} y={Math.min(last.y, plot.floor - 16) + 14}>
            {band.label[1]}
          </text>
        </>
      ) : null}
    </>
  );
}

function Here({ place, floor }: { place: Place; floor: number }) {
  return (
    <>
      <line x1={place.x} x2={place.x} y1={top} y2={floor} stroke="var(--ink)" />
      <circle cx={place.x} cy={place.y} r={3.5} fill="var(--ink)" />
    </>
  );
}
