"use client";

import { PauseDialog } from "@/components/layout/pause-dialog";
import { useUpdateSchedule } from "@/components/schedule/use-schedules";
import { toast } from "@/components/ui/toast";
import type { ScheduleView } from "@/lib/contracts/schedules";

type Props = { schedule: ScheduleView; onClose: () => void };

/** Asks before a schedule is paused, or resumed. Mount it to ask. */
export function PauseSchedule({ schedule, onClose }: Props) {
  const { mutate, isPending } = useUpdateSchedule();
  const paused = !schedule.paused;
  return (
    <PauseDialog
      target={{ level: "schedule", id: schedule.id }}
      direction={paused ? "pause" : "resume"}
      busy={isPending}
      onConfirm={(cameDue) =>
        mutate(
          { id: schedule.id, paused, ...(paused ? {} : { cameDue }) },
          {
            onSuccess: () => toast.success(paused ? "Schedule paused" : "Schedule resumed"),
            onError: (error) => toast.error(error.message),
            onSettled: onClose,
          },
        )
      }
      onClose={onClose}
    />
  );
}
