"use client";

import { type FormEvent, useState } from "react";
import { MissedField } from "@/components/schedule/missed-field";
import { RunPreview, useWhenPreview } from "@/components/schedule/run-preview";
import { useUpdateSchedule } from "@/components/schedule/use-schedules";
import {
  missingIn,
  toWhen,
  type WhenErrors,
  whenErrorsOf,
  whenOf,
} from "@/components/schedule/when-draft";
import { WhenFields } from "@/components/schedule/when-fields";
import { Button } from "@/components/ui/button";
import { FieldError } from "@/components/ui/field";
import { Sheet } from "@/components/ui/sheet";
import { toast } from "@/components/ui/toast";
import type { ScheduleView } from "@/lib/contracts/schedules";
import { addDays, dayOf } from "@/lib/domain/calendar-grid";

type EditScheduleSheetProps = { schedule: ScheduleView | null; onClose: () => void };

/** Another time for a schedule. Slots that a person touched stay as they are. */
export function EditScheduleSheet({ schedule, onClose }: EditScheduleSheetProps) {
  return (
    <Sheet
      open={schedule !== null}
      onOpenChange={(open) => (open ? undefined : onClose())}
      title="Change the time"
      description={schedule ? `${schedule.campaignName} on ${schedule.accountHandle}` : undefined}
    >
      {schedule ? <EditForm key={schedule.id} schedule={schedule} onClose={onClose} /> : null}
    </Sheet>
  );
}

function EditForm({ schedule, onClose }: { schedule: ScheduleView; onClose: () => void }) {
  const { timeZone } = schedule;
  const [draft, setDraft] = useState(() =>
    whenOf(schedule, dayOf(addDays(new Date(), 1, timeZone), timeZone)),
  );
  const [missedPolicy, setMissedPolicy] = useState(schedule.missedPolicy);
  const [errors, setErrors] = useState<WhenErrors>({});
  const preview = useWhenPreview(draft, {
    accountIds: [schedule.accountId],
    scheduleId: schedule.id,
  });
  const update = useUpdateSchedule();
  const placed = Object.values(whenErrorsOf(update.error)).some(Boolean);

  function save(event: FormEvent) {
    event.preventDefault();
    const when = toWhen(draft);
    setErrors(missingIn(draft));
    if (!when) return;
    update.mutate(
      { id: schedule.id, when, timeZone: draft.timeZone, missedPolicy },
      {
        onSuccess: () => {
          toast.success("Schedule changed");
          onClose();
        },
        onError: (error) => setErrors(whenErrorsOf(error)),
      },
    );
  }

  return (
    <form className="grid gap-4" onSubmit={save} noValidate>
      <WhenFields
        draft={draft}
        errors={{ ...preview.errors, ...errors }}
        onChange={(change) => {
          setDraft((before) => ({ ...before, ...change }));
          setErrors({});
        }}
      />
      <MissedField value={missedPolicy} onChange={setMissedPolicy} />
      <RunPreview preview={preview.query} timeZone={draft.timeZone} />
      {update.error && !placed ? <FieldError>{update.error.message}</FieldError> : null}
      <div className="row">
        <Button type="submit" variant="primary" loading={update.isPending}>
          Save time
        </Button>
        <Button variant="quiet" onClick={onClose}>
          Keep it
        </Button>
      </div>
    </form>
  );
}
