import { type EndWords, endWidth } from "@/components/analytics/chart-end";
import { linear, type Place, type Scale } from "@/components/analytics/chart-scale";
import type { TimeChartProps } from "@/components/analytics/chart-types";
import { inFigures } from "@/components/analytics/figures-in-words";
import type { Box } from "@/components/analytics/place-label";
import { niceTicks } from "@/lib/domain/chart-drawing";

export const plotTop = 18;
const plotHeight = 198;
export const phoneWidth = 560;
const bandRoom = 116;
const letterWidth = 6.3;

export interface Plot {
  x: Scale;
  y: Scale;
  /** Left of it stand the figures of the gridlines, so that nothing is drawn through them. */
  left: number;
  right: number;
  floor: number;
  lines: number[];
  /** How wide a step of time is; null: the values are joined by a line. */
  step: number | null;
}

export const chartHeight = ({ marks }: Pick<TimeChartProps, "marks">) =>
  plotTop + plotHeight + 24 + (marks && marks.length > 0 ? 26 : 0);

/** What the words right of the drawing need: the band's name, or the last figure. */
function sideRoom({ band, end, points, from, to }: TimeChartProps, width: number): number {
  if (width < phoneWidth) return 8;
  if (band) return bandRoom;
  const last = points.at(-1)?.at ?? from;
  const isAtRight = last - from > (to - from) * 0.85;
  return end && isAtRight ? endWidth(end) + 16 : 8;
}

export function layOut(props: TimeChartProps, width: number): Plot {
  const values = [
    ...props.points.map((point) => point.value),
    ...(props.band?.points.map((point) => point.high) ?? []),
  ];
  const high = Math.max(1, ...values);
  const lines = niceTicks(Math.min(0, ...values), high);
  const widest = Math.max(...lines.map((value) => inFigures(value).length));
  const [left, right] = [Math.ceil(widest * letterWidth) + 8, width - sideRoom(props, width)];
  const floor = plotTop + plotHeight;
  const x = linear([props.from, props.to], [left, right]);
  return {
    ...{ x, left, right, floor, lines },
    y: linear([lines[0] ?? 0, high * 1.06], [floor, plotTop]),
    step: props.stepMs === undefined ? null : x(props.from + props.stepMs) - left,
  };
}

/** Where the points are: a step of time in its middle. */
export const placesOf = ({ points }: Pick<TimeChartProps, "points">, plot: Plot): Place[] =>
  points.map(({ at, value }) => ({ x: plot.x(at) + (plot.step ?? 0) / 2, y: plot.y(value) }));

/** Where the figures of the gridlines stand. */
export const gridBoxes = (plot: Plot): Box[] =>
  plot.lines.map((value) => {
    const y = plot.y(value);
    return { left: 0, top: y - 8, right: plot.left - 4, bottom: y + 6 };
  });

const reach = 200;

/** What a label beside the last point must not cross: the line, or the outlines of bars. */
export function outlineOf(
  places: readonly Place[],
  plot: Plot,
  end: EndWords | undefined,
): Place[] {
  if (plot.step === null || !end) return [...places];
  const zero = plot.y(0);
  const last = places.at(-1)?.x ?? 0;
  const { step } = plot;
  return places
    .filter(({ x, y }) => last - x < reach && zero - y > 4)
    .flatMap(({ x, y }) => [
      { x: x - step / 3, y: zero },
      { x: x - step / 3, y },
      { x: x + step / 3, y },
      { x: x + step / 3, y: zero },
    ]);
}
