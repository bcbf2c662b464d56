"use client";

import { PauseIcon, PencilSimpleIcon, PlayIcon, TrashIcon } from "@phosphor-icons/react/ssr";
import { useState } from "react";
import { useZone } from "@/components/providers/zone";
import { EditScheduleSheet } from "@/components/schedule/edit-schedule-sheet";
import { PauseSchedule } from "@/components/schedule/pause-schedule";
import {
  useDeleteSchedule,
  useSchedules,
  useUpdateSchedule,
} from "@/components/schedule/use-schedules";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorMessage } from "@/components/ui/error-message";
import { PlatformMark } from "@/components/ui/platform-mark";
import { SkeletonRows } from "@/components/ui/skeleton";
import { PostStatus } from "@/components/ui/status";
import { Switch } from "@/components/ui/switch";
import { Time } from "@/components/ui/time";
import { toast } from "@/components/ui/toast";
import { Tooltip } from "@/components/ui/tooltip";
import type { ScheduleView } from "@/lib/contracts/schedules";
import { canonicalZone } from "@/lib/domain/zones";
import { catalog } from "@/lib/platforms/catalog";

/** Every schedule, of one campaign or of all: its words, its next run, and what can be done to it. */
export function ScheduleList({ campaignId }: { campaignId?: string }) {
  const query = useSchedules(campaignId);
  const [editing, setEditing] = useState<ScheduleView | null>(null);
  const [deleting, setDeleting] = useState<ScheduleView | null>(null);
  if (query.isPending) return <SkeletonRows label="Loading schedules" />;
  if (query.isError) {
    return (
      <ErrorMessage
        title="The schedules can’t be shown."
        action={<Button onClick={() => query.refetch()}>Try again</Button>}
      >
        {query.error.message}
      </ErrorMessage>
    );
  }
  if (query.data.length === 0) {
    return (
      <EmptyState title="Nothing is scheduled yet">
        Choose accounts and a time; the next ten runs are shown before you save.
      </EmptyState>
    );
  }
  const rows = (label: string, schedules: readonly ScheduleView[]) => (
    <ul className="sched" aria-label={label}>
      {schedules.map((schedule) => (
        <ScheduleRow
          key={schedule.id}
          schedule={schedule}
          isOfCampaign={campaignId !== undefined}
          onEdit={() => setEditing(schedule)}
          onDelete={() => setDeleting(schedule)}
        />
      ))}
    </ul>
  );
  const coming = query.data.filter(({ nextRunAt }) => nextRunAt !== null);
  const finished = query.data.filter(({ nextRunAt }) => nextRunAt === null);
  return (
    <>
      {coming.length > 0 ? (
        rows("Schedules", coming)
      ) : (
        <p className="t2">Nothing more is to come from these schedules.</p>
      )}
      {finished.length > 0 ? (
        <details className="mt-4">
          <summary className="t2">Finished ({finished.length})</summary>
          <div className="mt-2">{rows("Finished schedules", finished)}</div>
        </details>
      ) : null}
      <EditScheduleSheet schedule={editing} onClose={() => setEditing(null)} />
      <DeleteDialog schedule={deleting} onClose={() => setDeleting(null)} />
    </>
  );
}

type ScheduleRowProps = {
  schedule: ScheduleView;
  /** The page tells the campaign already. */
  isOfCampaign: boolean;
  onEdit: () => void;
  onDelete: () => void;
};

function ScheduleRow({ schedule, isOfCampaign, onEdit, onDelete }: ScheduleRowProps) {
  const { id, optimizerOn } = schedule;
  const { mutate, isPending, variables } = useUpdateSchedule();
  const update = (change: { optimizerOn: boolean }) =>
    mutate({ id, ...change }, { onError: (error) => toast.error(error.message) });
  const shownOn = isPending ? (variables.optimizerOn ?? optimizerOn) : optimizerOn;
  const isOver = schedule.nextRunAt === null;
  return (
    <li data-testid="schedule">
      <div className="line">
        <span className="row what">
          <PlatformMark platform={schedule.platform} label={catalog[schedule.platform].label} />
          <span>
            <b className="b">{whenWords(schedule)}</b>{" "}
            <span className="t3">{schedule.timeZone.replaceAll("_", " ")}</span>
          </span>
        </span>
        <Where schedule={schedule} isOfCampaign={isOfCampaign} />
        {isOver ? null : (
          <span className="chooser">
            <Switch
              label="Bandwagon chooses the variant"
              hint={shownOn ? undefined : "Off: the variants take turns."}
              checked={shownOn}
              onChange={(on) => update({ optimizerOn: on })}
            />
          </span>
        )}
        <RowActions schedule={schedule} onEdit={onEdit} onDelete={onDelete} />
      </div>
    </li>
  );
}

/** The days are the cadence's; the time of day may be chosen. */
const whenWords = ({ words, bestTime }: ScheduleView) =>
  bestTime
    ? `${words}, or at the best time between ${clock(bestTime.fromHour)} and ${clock(bestTime.toHour)}`
    : words;

const clock = (hour: number) => `${String(hour).padStart(2, "0")}:00`;

type RowActionsProps = Omit<ScheduleRowProps, "isOfCampaign">;

function RowActions({ schedule, onEdit, onDelete }: RowActionsProps) {
  const [asking, setAsking] = useState(false);
  const Mark = schedule.paused ? PlayIcon : PauseIcon;
  const pause = schedule.paused ? "Resume" : "Pause";
  const named = (verb: string) => `${verb}: ${schedule.words}, ${schedule.accountHandle}`;
  const small = { size: "sm", variant: "quiet", iconOnly: true } as const;
  return (
    <span className="row row-2 acts">
      {schedule.paused ? <PostStatus status="paused" /> : null}
      {schedule.nextRunAt === null && !schedule.paused ? null : (
        <Tooltip content={pause}>
          <Button
            {...small}
            aria-label={named(pause)}
            icon={<Mark className="i" weight="fill" />}
            onClick={() => setAsking(true)}
          />
        </Tooltip>
      )}
      {asking ? <PauseSchedule schedule={schedule} onClose={() => setAsking(false)} /> : null}
      <Tooltip content="Change time">
        <Button
          {...small}
          aria-label={named("Change time")}
          icon={<PencilSimpleIcon className="i" />}
          onClick={onEdit}
        />
      </Tooltip>
      <Tooltip content="Delete">
        <Button
          {...small}
          aria-label={named("Delete")}
          icon={<TrashIcon className="i danger-c" />}
          onClick={onDelete}
        />
      </Tooltip>
    </span>
  );
}

type WhereProps = { schedule: ScheduleView; isOfCampaign: boolean };

function Where({ schedule, isOfCampaign }: WhereProps) {
  const { campaignName, accountHandle, missedPolicy, nextRunAt } = schedule;
  return (
    <span className="t2 xs where">
      {isOfCampaign ? accountHandle : `${campaignName} on ${accountHandle}`}.{" "}
      <Next schedule={schedule} />.
      {nextRunAt === null ? null : ` If missed: ${missedPolicy === "skip" ? "skipped" : "late"}.`}
    </span>
  );
}

function Next({ schedule }: { schedule: ScheduleView }) {
  const { nextRunAt, bestTime, nextPostAt, paused } = schedule;
  const zone = useZone();
  // Two clocks in one row: both are named.
  const isOther = canonicalZone(zone) !== canonicalZone(schedule.timeZone);
  if (nextRunAt === null) return "Nothing more to come";
  if (paused) return "Nothing goes out until it is resumed";
  return (
    <>
      Next <Time at={bestTime ? (nextPostAt ?? nextRunAt) : nextRunAt} zone={zone} />
      {isOther ? `, ${zone.replaceAll("_", " ")}` : null}
    </>
  );
}

function DeleteDialog({
  schedule,
  onClose,
}: {
  schedule: ScheduleView | null;
  onClose: () => void;
}) {
  const remove = useDeleteSchedule();
  if (!schedule) return null;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Delete this schedule?"
      description="Its planned posts go with it. Posts that are out stay out, with their results."
      confirmLabel="Delete schedule"
      danger
      loading={remove.isPending}
      onConfirm={() =>
        remove.mutate(schedule.id, {
          onSuccess: () => toast.success("Schedule deleted"),
          onSettled: onClose,
        })
      }
    />
  );
}
