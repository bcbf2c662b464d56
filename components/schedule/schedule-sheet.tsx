"use client";

import { ScheduleForm } from "@/components/schedule/schedule-form";
import { ScheduleList } from "@/components/schedule/schedule-list";
import { Segmented } from "@/components/ui/segmented";
import { Sheet } from "@/components/ui/sheet";

export type ScheduleSheetTab = "new" | "all";
export type ScheduleSheetProps = {
  tab: ScheduleSheetTab | null;
  onTab: (tab: ScheduleSheetTab | null) => void;
};

const TABS = [
  { value: "new", label: "New schedule" },
  { value: "all", label: "All schedules" },
] as const;

export function ScheduleSheet({ tab, onTab }: ScheduleSheetProps) {
  return (
    <Sheet
      open={tab !== null}
      onOpenChange={(open) => (open ? undefined : onTab(null))}
      title="Schedule"
      description="One post at a time, or a cadence."
    >
      {tab ? (
        <div className="grid gap-5">
          <Segmented label="Schedules" value={tab} options={TABS} onChange={onTab} />
          {tab === "new" ? <ScheduleForm onSaved={() => onTab(null)} /> : <ScheduleList />}
        </div>
      ) : null}
    </Sheet>
  );
}
