import type { Plot } from "@/components/analytics/chart-plot";
import type { Tick } from "@/components/analytics/chart-ticks";
import { inFigures } from "@/components/analytics/figures-in-words";
import { thinOut } from "@/lib/domain/chart-drawing";

const labelWidth = 64;
const edge = 18;

/** Gridlines with their figures left of the drawing. */
export function ChartGrid({ plot }: { plot: Plot }) {
  return (
    <>
      {plot.lines.map((value) => (
        <g key={value}>
          <line
            className={value === 0 ? "axis" : "grid"}
            x1={plot.left}
            x2={plot.right}
            y1={plot.y(value)}
            y2={plot.y(value)}
          />
          <text x={plot.left - 8} y={plot.y(value) + 4} textAnchor="end">
            {inFigures(value)}
          </text>
        </g>
      ))}
    </>
  );
}

export function TimeLabels({ ticks, plot }: { ticks: readonly Tick[]; plot: Plot }) {
  const placed = ticks
    .map(({ at, label }) => ({ at, label, x: plot.x(at) + (plot.step ?? 0) / 2 }))
    .filter(({ x }) => x >= plot.left && x <= plot.right + 1);
  return (
    <>
      {thinOut(placed, plot.right - plot.left, labelWidth).map(({ at, label, x }) => (
        <text
          key={at}
          x={x}
          y={plot.floor + 18}
          textAnchor={x < edge ? "start" : x > plot.right - edge ? "end" : "middle"}
        >
          {label}
        </text>
      ))}
    </>
  );
}
