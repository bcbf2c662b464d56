import type { ReactNode } from "react";
import type { EndWords } from "@/components/analytics/chart-end";
import type { ChartMark } from "@/components/analytics/chart-marks";
import type { Tick } from "@/components/analytics/chart-ticks";

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
  /** What the figures are, in the tip: "views an hour". */
  unit: string;
  points: readonly ChartPoint[];
  from: number;
  to: number;
  /** Each point is all of a step of time this long, from its instant on: drawn as a bar. */
  stepMs?: number | undefined;
  /** Where times may be written below; as many are kept as fit. */
  ticks: readonly Tick[];
  /** The last point is of a time that is not over: dashed and hollow. */
  isLastOpen?: boolean;
  /** At the last point: its figure and its time. */
  end?: EndWords | undefined;
  band?: ChartBand | undefined;
  marks?: readonly ChartMark[] | undefined;
  /** A point's time, in the tip. */
  timeInWords: (at: number) => string;
  /** More about the point at this place, in the tip: words, and how they look. */
  noteOf?: (index: number) => { words: string; look: ReactNode } | null;
}
