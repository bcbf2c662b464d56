import type { ReactNode } from "react";
import { cx } from "@/components/ui/class-names";

export type FigureProps = {
  /** The finding, as a sentence. */
  finding: ReactNode;
  /** What is measured, of what, when, in which zone. */
  unit: ReactNode;
  /** At the right of the finding: a Tag or a LiveDot. */
  aside?: ReactNode;
  /** The claim is Bandwagon's own work: the rule is marigold. */
  byAuto?: boolean;
  /** The same figures as a table, folded away under the chart. */
  table?: ReactNode;
  children: ReactNode;
};

export function Figure({ finding, unit, aside, byAuto, table, children }: FigureProps) {
  return (
    <figure className={cx("fig", byAuto && "by-auto")}>
      <header>
        <div className="row">
          <h2 className="finding grow">{finding}</h2>
          {aside}
        </div>
        <p className="unit">{unit}</p>
      </header>
      {children}
      {table ? (
        <details className="as-table">
          <summary>Show as a table</summary>
          {table}
        </details>
      ) : null}
    </figure>
  );
}
