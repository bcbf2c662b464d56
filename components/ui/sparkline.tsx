import { barsPath } from "@/lib/domain/chart-drawing";

type SparklineProps = {
  /** Oldest first; null: there is none. */
  values: readonly (number | null)[];
  /** Bars for what adds up, a line for shares. */
  shape?: "bars" | "line";
  /** The last step is not over yet: hollow. */
  isLastOpen?: boolean;
  width?: number;
  height?: number;
};

type Spot = { x: number; y: number };

/** The shape of a series, each value as it is. Decoration of a figure that stands beside it. */
export function Sparkline(props: SparklineProps) {
  const { values, shape = "line", isLastOpen = false, width = 72, height = 24 } = props;
  if (values.length < 2) return null;
  const drawn = { values, isLastOpen, width, height };
  return (
    <svg className="spark" width={width} height={height} aria-hidden="true">
      {shape === "bars" ? <Bars {...drawn} /> : <Line {...drawn} />}
    </svg>
  );
}

type Drawn = Required<Omit<SparklineProps, "shape">>;

function Bars({ values, isLastOpen, width, height }: Drawn) {
  const most = Math.max(1, ...values.map((value) => value ?? 0));
  const step = width / values.length;
  const bar = Math.max(1.5, Math.min(10, step - 1));
  const tops = values.map((value, index) => ({
    x: (index + 0.5) * step,
    y: value && value > 0 ? height - Math.max(1.5, (value / most) * (height - 2)) : height,
  }));
  const over = isLastOpen ? tops.slice(0, -1) : tops;
  return (
    <>
      <line x1={0} x2={width} y1={height - 0.5} y2={height - 0.5} stroke="var(--line)" />
      <path d={barsPath(over, bar, height)} fill="var(--ink-3)" />
      {isLastOpen ? (
        <path d={barsPath(tops.slice(-1), bar - 1, height)} fill="none" stroke="var(--ink-3)" />
      ) : null}
    </>
  );
}

function Line({ values, isLastOpen, width, height }: Drawn) {
  const spots = toSpots(values, width, height);
  const runs = toRuns(isLastOpen ? [...spots.slice(0, -1), null] : spots);
  const lone = runs.filter((run) => run.length === 1);
  const lines = runs.filter((run) => run.length > 1);
  const [before, last] = spots.slice(-2);
  return (
    <g stroke="var(--ink-3)" strokeWidth="1.5" strokeLinejoin="round" fill="none">
      <path d={lines.map(toLine).join("")} strokeLinecap="round" />
      <path d={lone.map(toLine).join("")} strokeLinecap="round" strokeWidth="3.5" />
      {isLastOpen && before && last ? (
        <path d={toLine([before, last])} strokeDasharray="2 2.5" />
      ) : null}
      {last ? (
        <circle
          cx={last.x}
          cy={last.y}
          r="2.2"
          fill={isLastOpen ? "var(--surface)" : "var(--ink)"}
          stroke={isLastOpen ? "var(--ink-3)" : "var(--ink)"}
        />
      ) : null}
    </g>
  );
}

function toSpots(values: readonly (number | null)[], width: number, height: number) {
  const known = values.filter((value) => value !== null);
  const low = Math.min(...known);
  const span = Math.max(...known) - low || 1;
  const step = (width - 8) / Math.max(1, values.length - 1);
  return values.map((value, index): Spot | null =>
    value === null
      ? null
      : { x: 4 + index * step, y: height - 4 - ((value - low) / span) * (height - 8) },
  );
}

/** What stands together without a gap. */
function toRuns(spots: readonly (Spot | null)[]): Spot[][] {
  const runs: Spot[][] = [[]];
  for (const spot of spots) {
    if (spot) runs.at(-1)?.push(spot);
    else runs.push([]);
  }
  return runs.filter((run) => run.length > 0);
}

/** One alone is a dot: a line without length, whose ends are round. */
const toLine = (run: readonly Spot[]): string =>
  run.map(({ x, y }, i) => `${i === 0 ? "M" : "L"}${x.toFixed(1)} ${y.toFixed(1)}`).join("") +
  (run.length === 1 ? "h0.01" : "");
