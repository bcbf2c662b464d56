"use client";

import { useState } from "react";
import { TopBar } from "@/components/layout/top-bar";
import { ArmsFigure } from "@/components/optimizer/arms-figure";
import { DecisionLog } from "@/components/optimizer/decision-log";
import { ExplorationSection } from "@/components/optimizer/exploration-section";
import { NextSlots } from "@/components/optimizer/next-slots";
import { PanelSkeleton } from "@/components/optimizer/panel-skeleton";
import { PlatformTabs } from "@/components/optimizer/platform-tabs";
import { RollFigure } from "@/components/optimizer/roll-figure";
import { ScheduleSwitches } from "@/components/optimizer/schedule-switches";
import { useOptimizerPanel } from "@/components/optimizer/use-optimizer";
import { useRealtime } from "@/components/providers/realtime";
import { Button } from "@/components/ui/button";
import { ErrorMessage } from "@/components/ui/error-message";
import { Lead } from "@/components/ui/lead";
import { LiveDot } from "@/components/ui/live-dot";
import { Columns, Section } from "@/components/ui/section";
import type { OptimizerPanel as Panel } from "@/lib/contracts/optimizer";

const CRUMBS = [{ href: "/optimizer", label: "Optimizer" }];
const LOG_STEP = 10;
const LOG_MOST = 200;

/** One campaign's optimizer: what leads, what was chosen and why, and what comes next. */
export function OptimizerPanel(props: { campaignId: string; platform?: string }) {
  const [shown, setShown] = useState(LOG_STEP);
  const query = useOptimizerPanel(props.campaignId, props.platform, shown);
  const { state } = useRealtime();
  const panel = query.data;
  const more = panel?.decisions.nextCursor && shown < LOG_MOST;
  const live = (
    <LiveDot at={query.dataUpdatedAt || null} state={state === "lost" ? "off" : "live"} />
  );
  return (
    <>
      <TopBar title={panel?.campaign.name ?? "Optimizer"} crumbs={CRUMBS} meta={live} />
      {query.isPending ? <PanelSkeleton /> : null}
      {query.isError && !panel ? (
        <section className="sec">
          <ErrorMessage
            title="The optimizer could not be loaded"
            action={<Button onClick={() => query.refetch()}>Try again</Button>}
          >
            {query.error.message}
          </ErrorMessage>
        </section>
      ) : null}
      {panel ? (
        <Body
          panel={panel}
          onMore={more ? () => setShown(shown + LOG_STEP * 2) : undefined}
          loadingMore={query.isPlaceholderData}
        />
      ) : null}
    </>
  );
}

/** Between phone and desk two columns are too narrow for a log: they stand below each other. */
const STACKED =
  "grid grow max-lg:[&>.cols]:grid-cols-[minmax(0,1fr)] max-lg:[&>.cols>*+*]:border-t max-lg:[&>.cols>*+*]:border-l-0";

type BodyProps = { panel: Panel; onMore?: () => void; loadingMore: boolean };

function Body({ panel, onMore, loadingMore }: BodyProps) {
  return (
    <>
      <PlatformTabs panel={panel} />
      <Lead>
        {panel.lead.marked ? <mark>{panel.lead.marked}</mark> : null}
        {panel.lead.rest}
      </Lead>
      <div className={STACKED}>
        <Columns
          main={
            <>
              <Section>
                <ArmsFigure panel={panel} />
              </Section>
              <Section>
                <RollFigure panel={panel} />
              </Section>
              <DecisionLog panel={panel} onMore={onMore} loadingMore={loadingMore} />
            </>
          }
          side={
            <>
              <ExplorationSection exploration={panel.exploration} />
              <NextSlots panel={panel} />
              <ScheduleSwitches panel={panel} />
            </>
          }
        />
      </div>
    </>
  );
}
