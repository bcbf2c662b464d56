"use client";

import { useState } from "react";
import { ChartCursor } from "@/components/analytics/chart-cursor";
import { ChartEnd } from "@/components/analytics/chart-end";
import { ChartGrid, TimeLabels } from "@/components/analytics/chart-grid";
import { ChartMarks, MarkLines } from "@/components/analytics/chart-marks";
import {
  chartHeight,
  gridBoxes,
  layOut,
  outlineOf,
  type Plot,
  placesOf,
  plotTop,
} from "@/components/analytics/chart-plot";
import type { Place } from "@/components/analytics/chart-scale";
import type { TimeChartProps } from "@/components/analytics/chart-types";
import { Band, ChartValues } from "@/components/analytics/chart-values";
import { inFigures } from "@/components/analytics/figures-in-words";
import { useWidth } from "@/components/analytics/use-width";
import { barWidth } from "@/lib/domain/chart-drawing";

/** Hand-drawn for the width it has: figures beside the gridlines, the series labelled at its end. */
export function TimeChart(props: TimeChartProps) {
  const [ref, width] = useWidth<HTMLDivElement>();
  return (
    <div ref={ref} style={{ position: "relative", minHeight: chartHeight(props) }}>
      {width > 0 ? <Drawing {...props} width={width} /> : null}
    </div>
  );
}

function Drawing(props: TimeChartProps & { width: number }) {
  const { marks = [], isLastOpen = false, end } = props;
  const plot = layOut(props, props.width);
  const [near, setNear] = useState<number | null>(null);
  const places = placesOf(props, plot);
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
        <MarkLines
          marks={marks}
          plot={{ ...plot, top: plot.step === null ? plotTop : plot.floor }}
        />
        <ChartGrid plot={plot} />
        {props.band ? <Band band={props.band} plot={plot} /> : null}
        <ChartValues {...{ places, plot, isLastOpen }} />
        <ChartEnd
          {...{ places, end }}
          isOpen={isLastOpen}
          barWidth={plot.step === null ? null : barWidth(plot.step)}
          path={outlineOf(places, plot, end)}
          taken={gridBoxes(plot)}
          right={props.band ? plot.right : props.width}
          floor={plot.floor}
        />
        <TimeLabels ticks={props.ticks} plot={plot} />
        <ChartMarks marks={marks} plot={{ ...plot, top: plotTop }} />
        {here ? <Here place={here} plot={plot} /> : null}
      </svg>
      <ChartCursor
        places={places}
        near={near}
        onMove={setNear}
        room={{ width: plot.right, top: plotTop, height: plot.floor - plotTop }}
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

function Here({ place, plot }: { place: Place; plot: Plot }) {
  return (
    <>
      <line x1={place.x} x2={place.x} y1={plotTop} y2={plot.floor} stroke="var(--ink)" />
      <circle cx={place.x} cy={place.y} r={3.5} fill="var(--ink)" />
    </>
  );
}
