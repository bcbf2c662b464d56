import type { Scale } from "@/components/optimizer/arm-scale";
import { bodyOf, curvePath, cutCurve } from "@/components/optimizer/curve-path";
import { showRate } from "@/components/optimizer/figure-words";
import { armColor } from "@/components/ui/arm";
import type { OptimizerArm, RewardView } from "@/lib/contracts/optimizer";

type StripProps = {
  arm: OptimizerArm;
  reward: Pick<RewardView, "scale">;
  scale: Scale;
  average: number | null;
};

const HEIGHT = 64;
const BASE = 43;
/** How high the highest curve of all variants stands. */
const RISE = 36;

const at = (percent: number) => `${percent.toFixed(2)}%`;

/**
 * What is believed of one variant, on the common axis: the curve, darker inside its 90% interval, and
 * the best estimate. Dashed: it has no results of its own. Places are shares of the width.
 */
export function ArmStrip({ arm, reward, scale, average }: StripProps) {
  const place = (rate: number) => scale.place(rate * reward.scale);
  const color = armColor(arm.letter);
  const ends = {
    low: (scale.ticks[0] ?? 0) / reward.scale,
    high: (scale.ticks.at(-1) ?? 0) / reward.scale,
  };
  return (
    <svg className="ch" width="100%" height={HEIGHT} aria-hidden="true">
      <Gridlines scale={scale} />
      <Curve arm={arm} place={place} color={color} ends={ends} />
      {average === null ? null : (
        <line
          x1={at(place(average))}
          x2={at(place(average))}
          y1="0"
          y2={HEIGHT}
          style={{ stroke: "var(--ink)", strokeDasharray: "2 3" }}
        />
      )}
      <Range arm={arm} reward={reward} scale={scale} color={color} />
      {arm.rate === null ? null : (
        <>
          <circle
            cx={at(place(arm.rate))}
            cy={BASE}
            r="5"
            style={{
              fill: arm.posts > 0 ? color : "var(--surface)",
              stroke: arm.posts > 0 ? "var(--surface)" : color,
              strokeWidth: 2,
            }}
          />
          <text
            className="lab"
            x={at(place(arm.rate))}
            y={BASE + 18}
            textAnchor="middle"
            style={{ fontSize: 12 }}
          >
            {showRate(reward, arm.rate)}
          </text>
        </>
      )}
    </svg>
  );
}

/** As rates. */
type Ends = { low: number; high: number };

type CurveProps = {
  arm: OptimizerArm;
  place: (rate: number) => number;
  color: string;
  /** What the axis covers. */
  ends: Ends;
};

const within = (inner: Ends, outer: Ends): Ends => ({
  low: Math.max(inner.low, outer.low),
  high: Math.min(inner.high, outer.high),
});

/** Stretched to the width: only the shape is drawn here, nothing that would be distorted. */
function Curve({ arm, place, color, ends }: CurveProps) {
  const whole = curvePath(cutCurve(bodyOf(arm.curve), ends), RISE, place);
  const likely = arm.interval
    ? curvePath(cutCurve(arm.curve, within(arm.interval, ends)), RISE, place)
    : "";
  const guessed = arm.posts === 0;
  return (
    <svg
      y={BASE - RISE}
      width="100%"
      height={RISE}
      viewBox={`0 0 100 ${RISE}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <path
        d={whole}
        vectorEffect="non-scaling-stroke"
        style={
          guessed
            ? { fill: "none", stroke: color, strokeWidth: 1.25, strokeDasharray: "3 3" }
            : { fill: `color-mix(in oklab, ${color} 22%, transparent)` }
        }
      />
      {guessed ? null : (
        <path
          d={likely}
          vectorEffect="non-scaling-stroke"
          style={{
            fill: `color-mix(in oklab, ${color} 45%, transparent)`,
            stroke: color,
            strokeWidth: 1.25,
          }}
        />
      )}
    </svg>
  );
}

type RangeProps = Pick<StripProps, "arm" | "reward" | "scale"> & { color: string };

/** The 90% interval. An end beyond the axis is not written: the axis would place it wrongly. */
function Range({ arm, reward, scale, color }: RangeProps) {
  if (!arm.interval) return null;
  const { low, high } = arm.interval;
  const x = (rate: number) => at(scale.place(rate * reward.scale));
  const onAxis = (rate: number) => scale.holds(rate * reward.scale);
  const dash = arm.posts > 0 ? undefined : "2 5";
  return (
    <>
      <line
        x1={x(low)}
        x2={x(high)}
        y1={BASE}
        y2={BASE}
        style={{ stroke: color, strokeWidth: 3, strokeLinecap: "round", strokeDasharray: dash }}
      />
      {onAxis(low) ? (
        <text x={x(low)} dx="-7" y={BASE + 4} textAnchor="end">
          {showRate(reward, low)}
        </text>
      ) : null}
      {onAxis(high) ? (
        <text x={x(high)} dx="7" y={BASE + 4}>
          {showRate(reward, high)}
        </text>
      ) : null}
    </>
  );
}

function Gridlines({ scale }: { scale: Scale }) {
  return scale.ticks.map((tick) => {
    const x = at(scale.place(tick));
    return <line key={tick} className="grid" x1={x} x2={x} y1="0" y2={HEIGHT} />;
  });
}

export function AxisStrip({ scale }: { scale: Scale }) {
  return (
    <svg className="ch" width="100%" height="18" aria-hidden="true">
      {scale.ticks.map((tick) => (
        <text key={tick} x={at(scale.place(tick))} y="14" textAnchor="middle">
          {tick.toLocaleString("en", { maximumFractionDigits: 2 })}
        </text>
      ))}
    </svg>
  );
}

/** The words above the dotted line. */
export function AverageStrip({ reward, scale, average }: Omit<StripProps, "arm">) {
  if (average === null) return null;
  const place = scale.place(average * reward.scale);
  const anchor = place < 15 ? "start" : place > 85 ? "end" : "middle";
  return (
    <svg className="ch" width="100%" height="22" aria-hidden="true">
      <text className="lab2" x={at(place)} y="14" textAnchor={anchor}>
        Average {showRate(reward, average)}
      </text>
    </svg>
  );
}
