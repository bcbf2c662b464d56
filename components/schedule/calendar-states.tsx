"use client";

import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Skeleton } from "@/components/ui/skeleton";

const ROWS = [0, 1, 2];

const chipTop = (day: number, row: number) =>
  `calc(var(--hour) * ${((day * 3 + row * 4) % 11) + 0.25})`;

export function CalendarSkeleton({ columns }: { columns: number }) {
  const style = { gridTemplateColumns: `56px repeat(${columns}, minmax(0, 1fr))` };
  const days = Array.from({ length: columns }, (_, index) => index);
  return (
    <div role="status">
      <span className="sr">Loading the calendar</span>
      <div className="cal" style={style} aria-hidden="true">
        <div className="cal-h" style={{ borderLeft: 0 }} />
        {days.map((day) => (
          <div className="cal-h" key={day}>
            <Skeleton width={52} />
          </div>
        ))}
        <div className="hours" />
        {days.map((day) => (
          <div className="day" key={day}>
            {ROWS.map((row) => (
              <span key={row} className="sk-chip" style={{ top: chipTop(day, row) }}>
                <Skeleton height={40} />
              </span>
            ))}
          </div>
        ))}
      </div>
    </div>
  );
}

type EmptyRangeProps = { filtered: boolean; onSchedule: (() => void) | null };

export function EmptyRange({ filtered, onSchedule }: EmptyRangeProps) {
  if (filtered) {
    return (
      <div className="pad t2" role="status">
        Nothing here fits the filters.
      </div>
    );
  }
  return (
    <div className="pad">
      <EmptyState
        title="Nothing is planned here"
        action={
          onSchedule ? (
            <Button variant="primary" onClick={onSchedule}>
              Schedule posts
            </Button>
          ) : null
        }
      >
        A schedule puts a campaign’s posts on these days.
      </EmptyState>
    </div>
  );
}
