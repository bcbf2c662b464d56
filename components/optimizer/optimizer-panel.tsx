"use client";

import { useState } from "react";
import { ArmsFigure } from "@/components/optimizer/arms-figure";
import { DecisionLog } from "@/components/optimizer/decision-log";
import { EvenSplitFigure } from "@/components/optimizer/even-split-figure";
import { ExplorationSection } from "@/components/optimizer/exploration-section";
import { NextSlots } from "@/components/optimizer/next-slots";
import { PanelNotices } from "@/components/optimizer/panel-notices";
import { PanelSkeleton } from "@/components/optimizer/panel-skeleton";
import { PlatformTabs } from "@/components/optimizer/platform-tabs";
import { RollFigure } from "@/components/optimizer/roll-figure";
import { RulesSection } from "@/components/optimizer/rules-section";
import { ScheduleSwitches } from "@/components/optimizer/schedule-switches";
import { SpokenLead } from "@/components/optimizer/spoken-lead";
import { useOptimizerPanel } from "@/components/optimizer/use-optimizer";
import { useRealtime } from "@/components/providers/realtime";
import { Button } from "@/components/ui/button";
import { ErrorMessage } from "@/components/ui/error-message";
import { Lead } from "@/components/ui/lead";
import { LiveDot } from "@/components/ui/live-dot";
import { Columns, Section } from "@/components/ui/section";
import type { OptimizerPanel as Panel } from "@/lib/contracts/optimizer";

const LOG_STEP = 10;
const LOG_MOST = 200;

export type OptimizerPanelProps = {
  campaignId: string;
  platform?: string;
  /** Rules, locks and exclusions. */
  canWrite: boolean;
  /** What a slot posts, and whether a schedule lets Bandwagon choose. */
  canChoose: boolean;
};

/** One campaign's optimizer: what leads, what was chosen and why, and what comes next. */
export function OptimizerPanel(props: OptimizerPanelProps) {
  const [shown, setShown] = useState(LOG_STEP);
  const query = useOptimizerPanel(props.campaignId, props.platform, shown);
  const panel = query.data;
  const more = panel?.decisions.nextCursor && shown < LOG_MOST;
  if (query.isPending) return <PanelSkeleton />;
  if (!panel) {
    return (
      <section className="sec">
        <ErrorMessage
          title="The optimizer could not be loaded"
          action={<Button onClick={() => query.refetch()}>Try again</Button>}
        >
          {query.error?.message}
        </ErrorMessage>
      </section>
    );
  }
  return (
    <Body
      {...props}
      panel={panel}
      updatedAt={query.dataUpdatedAt}
      onMore={more ? () => setShown(shown + LOG_STEP * 2) : undefined}
      loadingMore={query.isPlaceholderData}
    />
  );
}

/** Where the columns stand below each other, what comes next stands before the long log of what was. */
const LOG_LAST =
  "grid grow max-[1099px]:[&>.cols>*]:contents max-[1099px]:[&>.cols>*+*>.sec]:[border-top:1px_solid_var(--line)]";

type BodyProps = Pick<OptimizerPanelProps, "canWrite" | "canChoose"> & {
  panel: Panel;
  updatedAt: number;
  onMore?: () => void;
  loadingMore: boolean;
};

function Body({ panel, canWrite, canChoose, updatedAt, onMore, loadingMore }: BodyProps) {
  const { state } = useRealtime();
  const live = <LiveDot at={updatedAt || null} state={state === "lost" ? "off" : "live"} />;
  const { marked, rest } = panel.lead;
  return (
    <>
      <PlatformTabs panel={panel} live={live} />
      <Lead>
        {marked ? <mark>{marked}</mark> : null}
        {rest}
      </Lead>
      <SpokenLead words={`${marked ?? ""}${rest}`} />
      <PanelNotices panel={panel} canWrite={canWrite} />
      <div className={LOG_LAST}>
        <Columns
          main={
            <>
              <Section>
                <ArmsFigure panel={panel} canWrite={canWrite} />
              </Section>
              <Section>
                <RollFigure panel={panel} />
              </Section>
              <ExplorationSection panel={panel} />
              <DecisionLog
                className="max-[1099px]:order-last"
                panel={panel}
                onMore={onMore}
                loadingMore={loadingMore}
              />
            </>
          }
          side={
            <>
              <EvenSplitFigure panel={panel} />
              <NextSlots panel={panel} canChoose={canChoose} />
              <RulesSection panel={panel} canWrite={canWrite} />
              {canChoose ? <ScheduleSwitches panel={panel} /> : null}
            </>
          }
        />
      </div>
    </>
  );
}
