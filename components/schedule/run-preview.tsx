"use client";

import { useRunPreview } from "@/components/schedule/use-schedules";
import {
  toBestTime,
  toWhen,
  type WhenDraft,
  type WhenErrors,
  whenErrorsOf,
} from "@/components/schedule/when-draft";
import { Skeleton } from "@/components/ui/skeleton";
import { formatInZone } from "@/components/ui/zoned-format";
import type { PostTiming } from "@/lib/contracts/best-times";
import type { PreviewSchedule, SchedulePreview } from "@/lib/contracts/schedules";
import { TIMING_LABELS } from "@/lib/domain/best-time/words";
import { dayOf, dayTitle } from "@/lib/domain/calendar-grid";

/** The preview of a draft, and what the server has against it. */
export function useWhenPreview(
  draft: WhenDraft,
  place: Pick<PreviewSchedule, "accountIds" | "scheduleId" | "campaignId">,
) {
  const when = toWhen(draft);
  const bestTime = toBestTime(draft);
  const query = useRunPreview(when ? { when, timeZone: draft.timeZone, bestTime, ...place } : null);
  const errors: WhenErrors = when ? whenErrorsOf(query.error) : {};
  return { query, errors };
}

type RunPreviewProps = {
  preview: ReturnType<typeof useWhenPreview>["query"];
  timeZone: string;
  /** With best times: whose they are, where there is more than one account. */
  best?: { on: boolean; account?: string };
};

/** The next runs, before anything is saved. */
export function RunPreview({ preview, timeZone, best }: RunPreviewProps) {
  const { data, isError, isFetching } = preview;
  // The best time is an account's own: before one is chosen there is none to show.
  const isUnknown = best?.on === true && data?.timings.length === 0;
  return (
    <section className="runs" aria-label="Next runs" aria-busy={isFetching}>
      <h3 className="h">
        {data && !isError && !isUnknown ? headWords(data.words, best?.on) : "Next runs"}
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
      {data && !isError && best?.on ? <p className="t2">{bestNote(data, best.account)}</p> : null}
      {data && !isError ? (
        <ol data-testid="next-runs">
          {data.runs.map((run, index) => (
            <Run
              key={run}
              run={run}
              timing={data.timings[index]}
              timeZone={timeZone}
              isUnknown={isUnknown}
            />
          ))}
        </ol>
      ) : null}
    </section>
  );
}

const headWords = (words: string, best: boolean | undefined) =>
  best ? `${words}, or at the best time` : words;

function bestNote({ timings }: SchedulePreview, account: string | undefined): string {
  if (timings.length === 0) return "Choose an account to see the times it would get.";
  const whose = account ? `The times for ${account}; other accounts get their own. ` : "";
  return `${whose}They move when Bandwagon learns more, up to a day before.`;
}

type RunProps = { run: string; timing?: PostTiming; timeZone: string; isUnknown: boolean };

function Run({ run, timing, timeZone, isUnknown }: RunProps) {
  const at = timing?.at ?? run;
  const about = timing?.kind === "best" || timing?.kind === "guess" ? "about " : "";
  return (
    <li>
      <span>{dayTitle(dayOf(at, timeZone), "ccc d LLL yyyy")}</span>
      {isUnknown ? (
        <span className="t3">time by account</span>
      ) : (
        <span>
          <b>
            {about}
            {formatInZone(at, timeZone, "time")}
          </b>
          {timing ? <span className="t3">, {TIMING_LABELS[timing.kind]}</span> : null}
        </span>
      )}
    </li>
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
