import type { CSSProperties, ReactNode } from "react";
import { cx } from "@/components/ui/class-names";

export type SectionProps = {
  title?: ReactNode;
  /** Quiet, after the title: "5 of 14 left this week", a Count, a LiveDot. */
  note?: ReactNode;
  /** At the right: a link or small buttons. */
  actions?: ReactNode;
  className?: string;
  children: ReactNode;
};

/** Ruled, not boxed. */
export function Section({ title, note, actions, className, children }: SectionProps) {
  return (
    <section className={cx("sec", className)}>
      {title ? (
        <div className="sec-h">
          <h2 className="h">{title}</h2>
          {note ? <span className="t3">{note}</span> : null}
          {actions ? <span className="push row">{actions}</span> : null}
        </div>
      ) : null}
      {children}
    </section>
  );
}

export type ColumnsProps = { main: ReactNode; side: ReactNode; sideWidth?: number };

/** Main column and a narrower one (344 to 436 px), split by a hairline. */
export function Columns({ main, side, sideWidth = 372 }: ColumnsProps) {
  return (
    <div className="cols" style={{ "--side": `${sideWidth}px` } as CSSProperties}>
      <div>{main}</div>
      <div>{side}</div>
    </div>
  );
}
