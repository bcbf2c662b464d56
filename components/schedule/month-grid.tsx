"use client";

import { useZone } from "@/components/providers/zone";
import { useMoving } from "@/components/schedule/moving";
import { GhostChip, MiniChip } from "@/components/schedule/post-chip";
import { cx } from "@/components/ui/class-names";
import type { PostView } from "@/lib/contracts/posts";
import { type Day, dayOf, dayTitle, isSameMonth } from "@/lib/domain/calendar-grid";

type MonthGridProps = {
  days: readonly Day[];
  /** Any day of the month that is shown. */
  month: Day;
  posts: readonly PostView[];
  now: Date;
  onDay: (day: Day) => void;
};

const SHOWN = 3;

export function MonthGrid({ days, month, posts, now, onDay }: MonthGridProps) {
  const zone = useZone();
  const byDay = Map.groupBy(posts, (post) => dayOf(post.dueAt, zone));
  const today = dayOf(now, zone);
  return (
    <div className="cal month" data-testid="calendar-grid">
      {days.slice(0, 7).map((day) => (
        <div className="cal-h" key={day}>
          {dayTitle(day, "ccc")}
        </div>
      ))}
      {days.map((day) => (
        <MonthCell
          key={day}
          day={day}
          posts={byDay.get(day) ?? []}
          tone={cx(
            day === today && "today",
            day < today && "past",
            !isSameMonth(day, month) && "other",
          )}
          onDay={onDay}
        />
      ))}
    </div>
  );
}

type MonthCellProps = {
  day: Day;
  posts: readonly PostView[];
  tone: string;
  onDay: (day: Day) => void;
};

function MonthCell({ day, posts, tone, onDay }: MonthCellProps) {
  const zone = useZone();
  const { moving } = useMoving();
  const ghost = moving && dayOf(moving.at, zone) === day ? moving : null;
  const fits = posts.length <= SHOWN + 1 ? posts.length : SHOWN;
  const hidden = posts.length - fits;
  return (
    <section className={cx("cell", tone)} data-day={day} aria-label={dayTitle(day, "cccc d LLLL")}>
      <button type="button" className="cell-day" onClick={() => onDay(day)}>
        <span className="sr">Open </span>
        {dayTitle(day, day.endsWith("-01") ? "d LLL" : "d")}
        {tone.includes("today") ? <span className="t3 xs"> Today</span> : null}
      </button>
      {posts.slice(0, fits).map((post) => (
        <MiniChip key={post.id} post={post} />
      ))}
      {ghost ? <GhostChip post={ghost.post} at={ghost.at} /> : null}
      {hidden > 0 ? (
        <button type="button" className="cell-more" onClick={() => onDay(day)}>
          +{hidden} more
        </button>
      ) : null}
    </section>
  );
}
