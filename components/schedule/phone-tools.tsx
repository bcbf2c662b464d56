"use client";

import { CalendarPlusIcon } from "@phosphor-icons/react/ssr";
import { useFilterChoices } from "@/components/schedule/calendar-filter";
import { type CalendarToolbarProps, VIEWS } from "@/components/schedule/calendar-toolbar";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Segmented } from "@/components/ui/segmented";
import { Select } from "@/components/ui/select";
import { Sheet } from "@/components/ui/sheet";

type PhoneToolsProps = CalendarToolbarProps & {
  open: boolean;
  onClose: () => void;
  onSchedule: () => void;
};

/** On a phone the tools of the calendar come from below. */
export function PhoneTools(props: PhoneToolsProps) {
  const { open, onClose, onSchedule, view, filter, canWrite, onGo, onFilter } = props;
  const { accounts, campaigns } = useFilterChoices();
  const toOptions = (choices: typeof accounts) =>
    choices.map(({ id, label }) => ({ value: id, label }));
  return (
    <Sheet
      open={open}
      onOpenChange={(next) => (next ? undefined : onClose())}
      title="Show"
      side="below"
    >
      <div className="grid gap-4">
        <Segmented
          label="View"
          value={view}
          options={VIEWS}
          onChange={(next) => onGo({ view: next })}
        />
        <Field label="Account">
          <Select
            value={filter.accountId ?? ""}
            placeholder="All accounts"
            options={toOptions(accounts)}
            onChange={(event) => onFilter({ ...filter, accountId: event.target.value || null })}
          />
        </Field>
        <Field label="Campaign">
          <Select
            value={filter.campaignId ?? ""}
            placeholder="All campaigns"
            options={toOptions(campaigns)}
            onChange={(event) => onFilter({ ...filter, campaignId: event.target.value || null })}
          />
        </Field>
        {canWrite ? (
          <Button wide icon={<CalendarPlusIcon className="i" />} onClick={onSchedule}>
            Schedule
          </Button>
        ) : null}
      </div>
    </Sheet>
  );
}
