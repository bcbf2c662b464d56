"use client";

import { useRunPreview } from "@/components/schedule/use-schedules";
import {
  toWhen,
  type WhenDraft,
  type WhenErrors,
  whenErrorsOf,
} from "@/components/schedule/when-draft";
import { Skeleton } from "@/components/ui/skeleton";
import { formatInZone } from "@/components/ui/zoned-format";
import type { PreviewSchedule, SchedulePreview } from "@/lib/contracts/schedules";
import { dayOf, dayTitle } from "@/lib/domain/calendar-grid";

/** The preview of a draft, and what the server has against it. */
export function useWhenPreview(
  draft: WhenDraft,
  place: Pick<PreviewSchedule, "accountIds" | "scheduleId">,
) {
  const when = toWhen(draft);
  const query = useRunPreview(when ? { when, timeZone: draft.timeZone, ...place } : null);
  const errors: WhenErrors = when ? whenErrorsOf(query.error) : {};
  return { query, errors };
}

type RunPreviewProps = { preview: ReturnType<typeof useWhenPreview>["query"]; timeZone: string };

/** The next runs, before anything is saved. */
export function RunPreview({ preview, timeZone }: RunPreviewProps) {
  const { data, isError, isFetching } = preview;
  return (
    <section className="runs" aria-label="Next runs" aria-busy={isFetching}>
      <h3 className="h">
        {data && !isError ? data.words : "Next runs"}
        <span className="t3 m">, {timeZone.replaceAll("_", " ")}</span>
      </h3>
      {isError ? <p className="t2">Nothing to show until this is mended.</p> : null}
      {!data && !isError ? <Skeleton width="60%" /> : null}
      {data && !isError
        ? data.conflicts.map((conflict) => (
            <p key={conflict.accountId} className="warn-c b" data-testid="run-conflict">
              {conflictWords(conflict, timeZone)}
            </p>
          ))
        : null}
      {data && !isError ? (
        <ol data-testid="next-runs">
          {data.runs.map((run) => (
            <li key={run}>
              <span>{dayTitle(dayOf(run, timeZone), "ccc d LLL yyyy")}</span>
              <b>{formatInZone(run, timeZone, "time")}</b>
            </li>
          ))}
        </ol>
      ) : null}
    </section>
  );
}

function conflictWords(
  { at, otherAt, gapMinutes }: SchedulePreview["conflicts"][number],
  zone: string,
): string {
  const minutes = Math.round(gapMinutes);
  const apart =
    minutes === 0
      ? "at the same time as"
      : `${minutes} ${minutes === 1 ? "minute" : "minutes"} from`;
  const day = formatInZone(at, zone, "day");
  const [run, other] = [formatInZone(at, zone, "time"), formatInZone(otherAt, zone, "time")];
  return `${day} ${run} is ${apart} another post on this account, ${other}. You can save it all the same.`;
}
