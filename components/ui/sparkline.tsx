type SparklineProps = {
  values: readonly number[];
  byAuto?: boolean;
  width?: number;
  height?: number;
};

/** The shape of a series and its last point. Decoration of a figure that stands beside it. */
export function Sparkline({ values, byAuto, width = 72, height = 24 }: SparklineProps) {
  const points = sparkPoints(values, width, height);
  const last = points[points.length - 1];
  if (!last || points.length < 2) return null;
  const line = points.map((point) => `${point.x.toFixed(1)} ${point.y.toFixed(1)}`).join("L");
  return (
    <svg width={width} height={height} aria-hidden="true">
      <path
        d={`M${line}`}
        fill="none"
        stroke={byAuto ? "var(--auto-edge)" : "var(--ink-3)"}
        strokeWidth="1.5"
        strokeLinejoin="round"
      />
      <circle cx={last.x} cy={last.y} r="2.4" fill="var(--ink)" />
    </svg>
  );
}

function sparkPoints(values: readonly number[], width: number, height: number) {
  const low = Math.min(...values);
  const span = Math.max(...values) - low || 1;
  const step = (width - 5) / Math.max(1, values.length - 1);
  return values.map((value, index) => ({
    x: 1 + index * step,
    y: height - 3 - ((value - low) / span) * (height - 6),
  }));
}
