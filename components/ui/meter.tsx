import { cx } from "@/components/ui/class-names";

export type MeterProps = {
  /** Said aloud: "4 of 6 steps". */
  label: string;
  value: number;
  max: number;
  byAuto?: boolean;
};

/** A bar for how full something is; red past the end. */
export function Meter({ label, value, max, byAuto }: MeterProps) {
  const share = max > 0 ? Math.min(1, Math.max(0, value / max)) : 0;
  return (
    <div
      className={cx("meter", value > max && "over", byAuto && "by-auto")}
      role="img"
      aria-label={label}
    >
      <i style={{ width: `${share * 100}%` }} />
    </div>
  );
}

export type LengthMeterProps = { length: number; max: number };

/** "412 of 3,000" with its bar, for texts with a limit. */
export function LengthMeter({ length, max }: LengthMeterProps) {
  const share = Math.min(1, max > 0 ? length / max : 0);
  return (
    <span className={cx("len xs", length > max && "over")}>
      <span className="bar" aria-hidden="true">
        <i style={{ width: `${share * 100}%` }} />
      </span>
      {length.toLocaleString("en-GB")} of {max.toLocaleString("en-GB")}
    </span>
  );
}
