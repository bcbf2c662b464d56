"use client";

import { useRef } from "react";
import { FigureDownload } from "@/components/analytics/figure-download";
import { orUnknown, UNKNOWN } from "@/components/analytics/figures-in-words";
import { FunnelBars } from "@/components/analytics/funnel-bars";
import { type FunnelStep, funnelSteps } from "@/components/analytics/funnel-steps";
import {
  funnelFinding,
  funnelRows,
  rateWords,
  stepName,
} from "@/components/analytics/funnel-words";
import { listLabels } from "@/components/analytics/platform-words";
import { EmptyState } from "@/components/ui/empty-state";
import { Figure } from "@/components/ui/figure";
import { type Column, Table } from "@/components/ui/table";
import type { SummaryView } from "@/lib/contracts/analytics";

/** From being seen to being acted on, with the shares between. */
export function FunnelFigure({ summary }: { summary: SummaryView }) {
  const target = useRef<HTMLDivElement>(null);
  const steps = funnelSteps(summary.platforms);
  if (!steps.some(({ value, beside }) => (value ?? 0) > 0 || beside.value > 0)) {
    return (
      <EmptyState title="Nothing to follow yet">
        Once posts are seen, this shows how many views led to interactions, clicks and conversions.
      </EmptyState>
    );
  }
  return (
    <div ref={target} data-testid="funnel">
      <Figure
        finding={funnelFinding(steps)}
        unit="From views to conversions. Filled: how much of the next step came of this one"
        aside={
          <FigureDownload
            name="From views to conversions"
            rows={funnelRows(steps)}
            target={target}
          />
        }
        table={<FunnelTable steps={steps} />}
      >
        <FunnelBars steps={steps} />
      </Figure>
    </div>
  );
}

const COLUMNS: readonly Column<FunnelStep>[] = [
  { key: "step", head: "Step", cell: ({ key }) => stepName(key) },
  { key: "count", head: "Count", num: true, cell: ({ value }) => orUnknown(value) },
  {
    key: "next",
    head: "Next step",
    cell: (step) => (step.next === null ? "" : (rateWords(step) ?? UNKNOWN)),
  },
  {
    key: "of",
    head: "Compared on",
    cell: ({ next }) => (next === null ? "" : listLabels(next.platforms)),
  },
  { key: "out", head: "Not told by", cell: ({ leftOut }) => listLabels(leftOut) },
];

const FunnelTable = ({ steps }: { steps: readonly FunnelStep[] }) => (
  <Table
    label="From views to conversions"
    columns={COLUMNS}
    rows={steps}
    rowKey={({ key }) => key}
  />
);
