"use client";

import { type FormEvent, useState } from "react";
import { MissedField } from "@/components/schedule/missed-field";
import { RunPreview, useWhenPreview } from "@/components/schedule/run-preview";
import { useUpdateSchedule } from "@/components/schedule/use-schedules";
import {
  missingIn,
  toBestTime,
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
import { useDiscardQuestion } from "@/components/ui/use-discard-question";
import type { ScheduleView } from "@/lib/contracts/schedules";
import { addDays, dayOf } from "@/lib/domain/calendar-grid";

type EditScheduleSheetProps = { schedule: ScheduleView | null; onClose: () => void };

/** Another time for a schedule. Slots that a person touched stay as they are. */
export function EditScheduleSheet({ schedule, onClose }: EditScheduleSheetProps) {
  const [typed, setTyped] = useState(false);
  const close = () => {
    setTyped(false);
    onClose();
  };
  const { leave, question } = useDiscardQuestion({
    title: "Discard the new time?",
    isTyped: () => typed,
    onLeave: close,
  });
  return (
    <Sheet
      open={schedule !== null}
      onOpenChange={(open) => (open ? undefined : leave())}
      title="Change the time"
      description={schedule ? `${schedule.campaignName} on ${schedule.accountHandle}` : undefined}
    >
      {schedule ? (
        <EditForm
          key={schedule.id}
          schedule={schedule}
          onType={() => setTyped(true)}
          onLeave={leave}
          onSaved={close}
        />
      ) : null}
      {question}
    </Sheet>
  );
}

type EditFormProps = {
  schedule: ScheduleView;
  onType: () => void;
  onLeave: () => void;
  onSaved: () => void;
};

function EditForm({ schedule, onType, onLeave, onSaved }: EditFormProps) {
  const { timeZone } = schedule;
  const [draft, setDraft] = useState(() =>
    whenOf(schedule, dayOf(addDays(new Date(), 1, timeZone), timeZone)),
  );
  const [missedPolicy, setMissedPolicy] = useState(schedule.missedPolicy);
  const [errors, setErrors] = useState<WhenErrors>({});
  const preview = useWhenPreview(draft, {
    accountIds: [schedule.accountId],
    scheduleId: schedule.id,
    campaignId: schedule.campaignId,
  });
  const update = useUpdateSchedule();
  const placed = Object.values(whenErrorsOf(update.error)).some(Boolean);

  function save(event: FormEvent) {
    event.preventDefault();
    const when = toWhen(draft);
    setErrors(missingIn(draft));
    if (!when) return;
    update.mutate(
      {
        ...{ id: schedule.id, when, timeZone: draft.timeZone, missedPolicy },
        bestTime: toBestTime(draft),
      },
      {
        onSuccess: () => {
          toast.success("Schedule changed");
          onSaved();
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
          onType();
        }}
      />
      <MissedField value={missedPolicy} onChange={setMissedPolicy} />
      <RunPreview
        preview={preview.query}
        timeZone={draft.timeZone}
        best={{ on: toBestTime(draft) !== null }}
      />
      {update.error && !placed ? <FieldError>{update.error.message}</FieldError> : null}
      <div className="row">
        <Button type="submit" variant="primary" loading={update.isPending}>
          Save time
        </Button>
        <Button variant="quiet" onClick={onLeave}>
          Keep it
        </Button>
      </div>
    </form>
  );
}
