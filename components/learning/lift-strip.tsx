import type { LiftScale } from "@/components/learning/lift-scale";
import type { Estimate } from "@/lib/contracts/learning";

type LiftStripProps = {
  lift: Estimate;
  scale: LiftScale;
};

const at = (percent: number) => `${percent.toFixed(2)}%`;

/** An estimate with its interval on a common axis; the tick is "no change". The words stand beside it. */
export function LiftStrip({ lift, scale }: LiftStripProps) {
  const zero = at(scale.place(0));
  return (
    <svg className="lift" width="100%" height="12" aria-hidden="true">
      <line className="axis" x1="0" x2="100%" y1="6" y2="6" />
      <line className="zero" x1={zero} x2={zero} y1="1.5" y2="10.5" />
      <line
        className="span"
        x1={at(scale.place(lift.low))}
        x2={at(scale.place(lift.high))}
        y1="6"
        y2="6"
      />
      <circle cx={at(scale.place(lift.mean))} cy="6" r="3.6" />
    </svg>
  );
}
