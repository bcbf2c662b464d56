import type { Scale } from "@/components/optimizer/arm-scale";
import { armColor } from "@/components/ui/arm";
import type { OptimizerArm } from "@/lib/contracts/optimizer";
import { formatRate, goalWords } from "@/lib/domain/bandit/goal-words";
import type { Goal } from "@/lib/domain/metrics";

type StripProps = { arm: OptimizerArm; goal: Goal; scale: Scale; average: number | null };

const HEIGHT = 58;
const MIDDLE = 27;

const at = (percent: number) => `${percent.toFixed(2)}%`;

/** One variant on the common axis: its best estimate and its 90% interval. Places are shares of the width. */
export function ArmStrip({ arm, goal, scale, average }: StripProps) {
  const { scale: unit } = goalWords(goal);
  const x = (rate: number) => at(scale.place(rate * unit));
  const color = armColor(arm.letter);
  return (
    <svg className="ch" width="100%" height={HEIGHT} aria-hidden="true">
      <Gridlines scale={scale} />
      {average === null ? null : (
        <line
          x1={x(average)}
          x2={x(average)}
          y1="0"
          y2={HEIGHT}
          style={{ stroke: "var(--ink)", strokeDasharray: "2 3" }}
        />
      )}
      {arm.interval ? (
        <>
          <line
            x1={x(arm.interval.low)}
            x2={x(arm.interval.high)}
            y1={MIDDLE}
            y2={MIDDLE}
            style={{ stroke: color, strokeWidth: 3, strokeLinecap: "round" }}
          />
          <text x={x(arm.interval.low)} dx="-7" y={MIDDLE + 4} textAnchor="end">
            {formatRate(goal, arm.interval.low)}
          </text>
          <text x={x(arm.interval.high)} dx="7" y={MIDDLE + 4}>
            {formatRate(goal, arm.interval.high)}
          </text>
        </>
      ) : null}
      {arm.rate === null ? null : <Estimate x={x(arm.rate)} color={color} arm={arm} goal={goal} />}
    </svg>
  );
}

function Estimate(props: { x: string; color: string; arm: OptimizerArm; goal: Goal }) {
  const { x, color, arm, goal } = props;
  return (
    <>
      <circle
        cx={x}
        cy={MIDDLE}
        r="5"
        style={{ fill: color, stroke: "var(--surface)", strokeWidth: 2 }}
      />
      <text className="lab" x={x} y={MIDDLE + 18} textAnchor="middle" style={{ fontSize: 12 }}>
        {formatRate(goal, arm.rate ?? 0)}
      </text>
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
export function AverageStrip(props: { goal: Goal; scale: Scale; average: number | null }) {
  const { goal, scale, average } = props;
  if (average === null) return null;
  const place = scale.place(average * goalWords(goal).scale);
  const anchor = place < 15 ? "start" : place > 85 ? "end" : "middle";
  return (
    <svg className="ch" width="100%" height="22" aria-hidden="true">
      <text className="lab2" x={at(place)} y="14" textAnchor={anchor}>
        Average {formatRate(goal, average)}
      </text>
    </svg>
  );
}
