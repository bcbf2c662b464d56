"use client";

import { useRealtime } from "@/components/providers/realtime";
import { useZone } from "@/components/providers/zone";
import { LoadError } from "@/components/settings/load-error";
import { InstanceSection } from "@/components/settings/operations/instance-section";
import { HoursFigure, LatenessFigure } from "@/components/settings/operations/operations-figures";
import {
  BudgetList,
  FailureList,
  OverdueList,
  PlatformLoads,
  WaitingList,
} from "@/components/settings/operations/operations-lists";
import { toLead } from "@/components/settings/operations/operations-words";
import { QueueTiles } from "@/components/settings/operations/queue-tiles";
import { useOperations } from "@/components/settings/operations/use-operations";
import { Lead } from "@/components/ui/lead";
import { LiveDot } from "@/components/ui/live-dot";
import { SkeletonRows } from "@/components/ui/skeleton";
import type { OperationsView } from "@/lib/contracts/operations";

/** How publishing goes: the queue, how late posts were, what holds them, and who works. */
export function OperationsSettings() {
  const operations = useOperations();
  const { data, error } = operations;
  return (
    <>
      {data ? (
        <Lead actions={<Age receivedAt={operations.dataUpdatedAt} failed={error !== null} />}>
          {toLead(data)}
        </Lead>
      ) : null}
      {operations.isPending ? (
        <section className="sec">
          <SkeletonRows rows={6} label="Loading operations" />
        </section>
      ) : null}
      {error && !data ? (
        <section className="sec">
          <LoadError what="Operations" error={error} onRetry={() => void operations.refetch()} />
        </section>
      ) : null}
      {data ? <Operations view={data} receivedAt={operations.dataUpdatedAt} /> : null}
    </>
  );
}

function Age({ receivedAt, failed }: { receivedAt: number; failed: boolean }) {
  const { state } = useRealtime();
  if (failed) return <LiveDot at={receivedAt} state="off" label="No answer, figures" />;
  return <LiveDot at={receivedAt} label={state === "live" ? "Live" : "Looked up"} />;
}

function Operations({ view, receivedAt }: { view: OperationsView; receivedAt: number }) {
  const zone = useZone();
  return (
    <>
      <QueueTiles view={view} zone={zone} />
      <OverdueList view={view} zone={zone} />
      <section className="sec grid gap-8 border-t-0 lg:grid-cols-2" aria-label="The last 24 hours">
        <LatenessFigure lateness={view.lateness} />
        <HoursFigure hours={view.hours} zone={zone} />
      </section>
      <WaitingList view={view} />
      <PlatformLoads view={view} zone={zone} />
      <BudgetList view={view} zone={zone} />
      <FailureList view={view} />
      {view.instance ? (
        <InstanceSection instance={view.instance} now={view.now} receivedAt={receivedAt} />
      ) : null}
    </>
  );
}
