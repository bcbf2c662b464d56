import type { CSSProperties, ReactNode } from "react";
import { AutoMark } from "@/components/ui/auto-mark";
import { cx } from "@/components/ui/class-names";

export type KpiProps = {
  label: ReactNode;
  value: ReactNode;
  /** Small, after the value: "of 42". */
  unit?: ReactNode;
  /** The change, signed: "+12%". */
  change?: string;
  /** Colours the change; what stayed the same has no colour. Default: good. */
  changeIs?: "good" | "bad" | "same";
  /** After the change: "in a week". */
  note?: ReactNode;
  /** Bandwagon's own work: wheel and a marigold line. */
  byAuto?: boolean;
  /** At the right, 24 high. */
  chart?: ReactNode;
};

const CHANGE_LOOKS = { good: undefined, bad: "dn", same: "t2" } as const;

/** How a signed change is to be coloured. */
export const lookOfChange = (change: string | null | undefined) =>
  change?.startsWith("−") ? "bad" : change?.startsWith("±") ? "same" : "good";

export function Kpi(props: KpiProps) {
  return (
    <div className="kpi">
      <div className="k">
        {props.label}
        {props.byAuto ? <AutoMark only label="Bandwagon's own work" /> : null}
      </div>
      <div className="v">
        {props.value}
        {props.unit ? <small>{props.unit}</small> : null}
      </div>
      <div className="d">
        {props.change || props.note ? (
          <span>
            {props.change ? (
              <b className={CHANGE_LOOKS[props.changeIs ?? "good"]}>{props.change}</b>
            ) : null}{" "}
            {props.note}
          </span>
        ) : null}
        {props.chart}
      </div>
    </div>
  );
}

export type KpiRowProps = {
  label: string;
  columns: number;
  /** The first is as wide as two, so that the rows come out even. */
  isFirstBroad?: boolean;
  children: ReactNode;
};

/** Ruled columns of key figures; two abreast on a phone. */
export function KpiRow({ label, columns, isFirstBroad, children }: KpiRowProps) {
  return (
    <section
      className={cx("kpis", isFirstBroad && "is-broad")}
      aria-label={label}
      style={{ "--n": columns } as CSSProperties}
    >
      {children}
    </section>
  );
}
