"use client";

import { useQuery } from "@tanstack/react-query";
import { toOverdue, toSilence } from "@/components/layout/alarm-words";
import { Banner } from "@/components/layout/banner";
import { useZone } from "@/components/providers/zone";
import { LinkButton } from "@/components/ui/link-button";
import { ApiError, apiFetch } from "@/lib/api/fetcher";
import { queryKeys } from "@/lib/api/query-keys";
import type { AlarmsView } from "@/lib/contracts/operations";

const LOOK_EVERY_MS = 30_000;
const WATCH_EVERY_MS = 5_000;

const isAlarming = ({ scheduler, publisher, overdue }: AlarmsView) =>
  scheduler === "stale" || publisher === "stale" || overdue > 0;

/** Asks by itself, in a tab that is in sight: what is stuck sends no events. */
function useAlarms(initial: AlarmsView) {
  return useQuery({
    queryKey: queryKeys.alarms(),
    queryFn: ({ signal }) => apiFetch<AlarmsView>("/api/operations/alarms", { signal }),
    initialData: initial,
    refetchInterval: ({ state }) =>
      state.data && isAlarming(state.data) ? WATCH_EVERY_MS : LOOK_EVERY_MS,
  });
}

type OperationsNoticesProps = { initial: AlarmsView; canOperate: boolean };

/** On every page, while nothing is published although it should be. */
export function OperationsNotices({ initial, canOperate }: OperationsNoticesProps) {
  const zone = useZone();
  const alarms = useAlarms(initial);
  const isDown = alarms.error instanceof ApiError && alarms.error.problem.status >= 500;
  if (isDown)
    return (
      <Banner tone="bad" title="Bandwagon can’t answer at the moment.">
        What you see may be old, and posts may wait. See that its database runs.
      </Banner>
    );
  const silence = toSilence(alarms.data, zone);
  const overdue = toOverdue(alarms.data);
  return (
    <>
      {silence ? (
        <Banner
          tone="bad"
          title={silence.title}
          actions={
            canOperate ? (
              <LinkButton size="sm" href="/settings/operations">
                See operations
              </LinkButton>
            ) : null
          }
        >
          {canOperate ? silence.meaning : "Tell an owner of the workspace."}
        </Banner>
      ) : null}
      {overdue ? (
        <Banner
          tone="bad"
          title={overdue.title}
          actions={
            <LinkButton
              size="sm"
              href={canOperate ? "/settings/operations#overdue" : "/posts?status=queued"}
            >
              Look at {alarms.data.overdue === 1 ? "it" : "them"}
            </LinkButton>
          }
        >
          {overdue.meaning}
        </Banner>
      ) : null}
    </>
  );
}
