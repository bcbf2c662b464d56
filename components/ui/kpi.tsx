import type { CSSProperties, ReactNode } from "react";
import { AutoMark } from "@/components/ui/auto-mark";
import { Sparkline } from "@/components/ui/sparkline";

export type KpiProps = {
  label: ReactNode;
  value: ReactNode;
  /** Small, after the value: "of 42". */
  unit?: ReactNode;
  /** The change, signed: "+12%". */
  change?: string;
  /** Colours the change. Default: good. */
  changeIs?: "good" | "bad";
  /** After the change: "in a week". */
  note?: ReactNode;
  /** Bandwagon's own work: wheel and a marigold line. */
  byAuto?: boolean;
  spark?: readonly number[];
  /** Instead of `spark`, 72 × 24. */
  chart?: ReactNode;
};

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
        <span>
          {props.change ? (
            <b className={props.changeIs === "bad" ? "dn" : undefined}>{props.change}</b>
          ) : null}{" "}
          {props.note}
        </span>
        {props.chart ??
          (props.spark ? <Sparkline values={props.spark} byAuto={props.byAuto} /> : null)}
      </div>
    </div>
  );
}

export type KpiRowProps = { label: string; columns: number; children: ReactNode };

/** Ruled columns of key figures; two abreast on a phone. */
export function KpiRow({ label, columns, children }: KpiRowProps) {
  return (
    <section className="kpis" aria-label={label} style={{ "--n": columns } as CSSProperties}>
      {children}
    </section>
  );
}
