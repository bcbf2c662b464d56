"use client";

import { PauseIcon, PencilSimpleIcon, PlayIcon, TrashIcon } from "@phosphor-icons/react/ssr";
import { useState } from "react";
import { useZone } from "@/components/providers/zone";
import { EditScheduleSheet } from "@/components/schedule/edit-schedule-sheet";
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
import type { ScheduleView } from "@/lib/contracts/schedules";
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
  return (
    <>
      <ul className="sched" aria-label="Schedules">
        {query.data.map((schedule) => (
          <ScheduleRow
            key={schedule.id}
            schedule={schedule}
            onEdit={() => setEditing(schedule)}
            onDelete={() => setDeleting(schedule)}
          />
        ))}
      </ul>
      <EditScheduleSheet schedule={editing} onClose={() => setEditing(null)} />
      <DeleteDialog schedule={deleting} onClose={() => setDeleting(null)} />
    </>
  );
}

type ScheduleRowProps = { schedule: ScheduleView; onEdit: () => void; onDelete: () => void };

function ScheduleRow({ schedule, onEdit, onDelete }: ScheduleRowProps) {
  const { id, paused, optimizerOn } = schedule;
  const { mutate, isPending, variables } = useUpdateSchedule();
  const update = (change: { paused?: boolean; optimizerOn?: boolean }) =>
    mutate({ id, ...change }, { onError: (error) => toast.error(error.message) });
  const shownOn = isPending ? (variables.optimizerOn ?? optimizerOn) : optimizerOn;
  return (
    <li data-testid="schedule">
      <div className="row">
        <PlatformMark platform={schedule.platform} label={catalog[schedule.platform].label} />
        <b className="b">{schedule.words}</b>
        <span className="t3">{schedule.timeZone.replaceAll("_", " ")}</span>
        {paused ? (
          <span className="push">
            <PostStatus status="paused" />
          </span>
        ) : null}
      </div>
      <Where schedule={schedule} />
      <Switch
        label="Bandwagon chooses the variant"
        hint={shownOn ? undefined : "Off: the variants take turns."}
        checked={shownOn}
        onChange={(on) => update({ optimizerOn: on })}
      />
      <div className="row wrap">
        {schedule.nextRunAt ? (
          <Button
            size="sm"
            loading={isPending && variables.paused !== undefined}
            icon={
              paused ? (
                <PlayIcon className="i" weight="fill" />
              ) : (
                <PauseIcon className="i" weight="fill" />
              )
            }
            onClick={() => update({ paused: !paused })}
          >
            {paused ? "Resume" : "Pause"}
          </Button>
        ) : null}
        <Button size="sm" icon={<PencilSimpleIcon className="i" />} onClick={onEdit}>
          Change time
        </Button>
        <Button
          size="sm"
          variant="danger"
          className="push"
          icon={<TrashIcon className="i" />}
          onClick={onDelete}
        >
          Delete
        </Button>
      </div>
    </li>
  );
}

function Where({ schedule }: { schedule: ScheduleView }) {
  return (
    <p className="t2">
      {schedule.campaignName} on {schedule.accountHandle}. <Next schedule={schedule} />.
      {schedule.missedPolicy === "skip" ? " What it misses is skipped." : null}
    </p>
  );
}

function Next({ schedule: { nextRunAt, paused } }: { schedule: ScheduleView }) {
  const zone = useZone();
  if (nextRunAt === null) return "Nothing more to come";
  if (paused) return "Nothing goes out until it is resumed";
  return (
    <>
      Next <Time at={nextRunAt} zone={zone} />
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
