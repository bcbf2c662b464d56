"use client";

import {
  CaretLeftIcon,
  CaretRightIcon,
  ClockIcon,
  FunnelSimpleIcon,
} from "@phosphor-icons/react/ssr";
import { useZone } from "@/components/providers/zone";
import {
  type CalendarFilter,
  FilterMenu,
  useFilterChoices,
} from "@/components/schedule/calendar-filter";
import { Button } from "@/components/ui/button";
import { Segmented } from "@/components/ui/segmented";
import { type CalendarView, type Day, rangeTitle, stepDay } from "@/lib/domain/calendar-grid";

export const VIEWS = [
  { value: "day", label: "Day" },
  { value: "week", label: "Week" },
  { value: "month", label: "Month" },
  { value: "list", label: "List" },
] as const;

export type CalendarToolbarProps = {
  view: CalendarView;
  day: Day;
  today: Day;
  filter: CalendarFilter;
  allHours: boolean;
  canWrite: boolean;
  onGo: (to: { view?: CalendarView; day?: Day }) => void;
  onFilter: (filter: CalendarFilter) => void;
  onAllHours: (all: boolean) => void;
};

const UNIT: Record<CalendarView, string> = {
  day: "Day",
  week: "Week",
  month: "Month",
  list: "Week",
};

/** Where we are in time, what is shown of it, and how. */
export function CalendarToolbar(props: CalendarToolbarProps) {
  const { view, day, today, onGo } = props;
  const zone = useZone();
  return (
    <div className="pad tool-row">
      <Button
        size="sm"
        iconOnly
        aria-label={`${UNIT[view]} before`}
        icon={<CaretLeftIcon className="i" />}
        onClick={() => onGo({ day: stepDay(view, day, -1) })}
      />
      <Button size="sm" onClick={() => onGo({ day: today })}>
        Today
      </Button>
      <Button
        size="sm"
        iconOnly
        aria-label={`${UNIT[view]} after`}
        icon={<CaretRightIcon className="i" />}
        onClick={() => onGo({ day: stepDay(view, day, 1) })}
      />
      <h2 className="range-title" aria-live="polite">
        {rangeTitle(view, day)}
      </h2>
      <span className="t3 d-only">{zone.replaceAll("_", " ")}</span>
      <Tools {...props} />
    </div>
  );
}

function Tools(props: CalendarToolbarProps) {
  const { view, filter, allHours, onGo, onFilter, onAllHours } = props;
  const choices = useFilterChoices();
  return (
    <span className="push row d-only">
      {view === "week" || view === "day" ? (
        <Button
          size="sm"
          variant="quiet"
          aria-pressed={allHours}
          icon={<ClockIcon className="i" />}
          onClick={() => onAllHours(!allHours)}
        >
          {allHours ? "Working hours" : "All hours"}
        </Button>
      ) : null}
      <FilterMenu
        all="All accounts"
        icon={<FunnelSimpleIcon className="i" />}
        choices={choices.accounts}
        value={filter.accountId}
        onChange={(accountId) => onFilter({ ...filter, accountId })}
      />
      <FilterMenu
        all="All campaigns"
        choices={choices.campaigns}
        value={filter.campaignId}
        onChange={(campaignId) => onFilter({ ...filter, campaignId })}
      />
      <Segmented
        label="View"
        value={view}
        options={VIEWS}
        onChange={(next) => onGo({ view: next })}
      />
    </span>
  );
}
