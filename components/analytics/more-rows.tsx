"use client";

import { type ReactNode, useState } from "react";
import { inFigures } from "@/components/analytics/figures-in-words";
import { Button } from "@/components/ui/button";

const step = 10;

/** The first rows of a long table, and the way to the others. */
export function useMoreRows<Row>(rows: readonly Row[]): { shown: readonly Row[]; more: ReactNode } {
  const [count, setCount] = useState(step);
  const rest = rows.length - count;
  const next = Math.min(rest, count);
  const more =
    rest > 0 ? (
      <div className="row" style={{ marginTop: 10 }}>
        <Button size="sm" onClick={() => setCount(count + next)}>
          Show {inFigures(next)} more
        </Button>
        <span className="t3 xs">
          {inFigures(count)} of {inFigures(rows.length)}
        </span>
      </div>
    ) : null;
  return { shown: rows.slice(0, count), more };
}
