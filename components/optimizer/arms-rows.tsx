"use client";

import { useState } from "react";
import { NarrowRow, WIDE, WideHead, WideRow } from "@/components/optimizer/arm-row";
import type { Scale } from "@/components/optimizer/arm-scale";
import { ArmStrip, AverageStrip, AxisStrip } from "@/components/optimizer/arm-strip";
import { Button } from "@/components/ui/button";
import type { OptimizerArm, OptimizerPanel } from "@/lib/contracts/optimizer";

type RowsProps = {
  panel: OptimizerPanel;
  scale: Scale;
  canWrite: boolean;
  /** Figures in columns at the right; without, they stand above and below each strip. */
  columns?: boolean;
};

/** More than this many are a list to scroll through, not a picture: the rest comes when asked for. */
const AT_FIRST = 8;

export function ArmsRows({ panel, scale, canWrite, columns }: RowsProps) {
  const [all, setAll] = useState(false);
  const { averageRate, reward } = panel;
  const arms = bestFirst(panel.arms);
  const shown = all ? arms : arms.slice(0, AT_FIRST);
  const top = arms.find((arm) => arm.leads)?.rate ?? null;
  const average = <AverageStrip reward={reward} scale={scale} average={averageRate} />;
  const axis = <AxisStrip scale={scale} />;
  const Row = columns ? WideRow : NarrowRow;
  return (
    <>
      {columns ? <WideHead>{average}</WideHead> : <div className="px-2">{average}</div>}
      <ul aria-label="Variants">
        {shown.map((arm) => (
          <Row key={arm.variantId} panel={panel} arm={arm} top={top} canWrite={canWrite}>
            <ArmStrip arm={arm} reward={reward} scale={scale} average={averageRate} />
          </Row>
        ))}
      </ul>
      {columns ? (
        <div style={WIDE}>
          <span />
          {axis}
        </div>
      ) : (
        <div className="px-2">{axis}</div>
      )}
      {arms.length > shown.length ? (
        <Button size="sm" onClick={() => setAll(true)}>
          Show all {arms.length} variants
        </Button>
      ) : null}
    </>
  );
}

/** By the odds, then by the rate; those that can't be chosen stand at the end in their order. */
function bestFirst(arms: readonly OptimizerArm[]): OptimizerArm[] {
  return arms.toSorted(
    (a, b) => (b.pBest ?? -1) - (a.pBest ?? -1) || (b.rate ?? -1) - (a.rate ?? -1),
  );
}
