"use client";

import type { CSSProperties } from "react";
import { useZone } from "@/components/providers/zone";
import { type Block, toBlocks } from "@/components/schedule/chip-look";
import { useMoving } from "@/components/schedule/moving";
import { BlockChip, GhostChip } from "@/components/schedule/post-chip";
import { cx } from "@/components/ui/class-names";
import type { PostView } from "@/lib/contracts/posts";
import { type Day, dayOf, dayTitle, hourWindow, minutesOf } from "@/lib/domain/calendar-grid";
import { type Lane, layOutLanes } from "@/lib/domain/calendar-lanes";

type TimeGridProps = {
  days: readonly Day[];
  posts: readonly PostView[];
  now: Date;
  allHours: boolean;
};

const CHIP = { minHeight: 46, maxHeight: 75 };
const CLASH_PART = 60;

/** A week or a day as ruled columns with hour lines. */
export function TimeGrid({ days, posts, now, allHours }: TimeGridProps) {
  const zone = useZone();
  const { moving } = useMoving();
  const times = posts.map((post) => minutesOf(post.dueAt, zone));
  const carried = moving?.by === "keys" ? [minutesOf(moving.at, zone)] : [];
  const { first, last } = allHours ? { first: 0, last: 24 } : hourWindow([...times, ...carried]);
  const byDay = Map.groupBy(posts, (post) => dayOf(post.dueAt, zone));
  const today = dayOf(now, zone);
  const columns = { gridTemplateColumns: `56px repeat(${days.length}, minmax(0, 1fr))` };
  return (
    <div className="cal-scroll">
      <div
        className={cx("cal", days.length > 1 && "wide")}
        style={columns}
        data-testid="calendar-grid"
      >
        <div className="cal-h" style={{ borderLeft: 0 }} />
        {days.map((day) => (
          <DayHead
            key={day}
            day={day}
            isToday={day === today}
            count={byDay.get(day)?.length ?? 0}
          />
        ))}
        <div className="hours" style={{ height: hoursHigh(last - first) }} aria-hidden="true">
          {Array.from({ length: last - first - 1 }, (_, index) => first + index + 1).map((hour) => (
            <span key={hour} style={{ top: hoursHigh(hour - first) }}>
              {String(hour).padStart(2, "0")}:00
            </span>
          ))}
        </div>
        {days.map((day) => (
          <DayColumn
            key={day}
            day={day}
            posts={byDay.get(day) ?? []}
            tone={day === today ? "today" : day < today ? "past" : undefined}
            nowAt={day === today ? minutesOf(now, zone) : null}
            first={first}
            last={last}
          />
        ))}
      </div>
    </div>
  );
}

const hoursHigh = (hours: number) => `calc(var(--hour) * ${hours})`;

function DayHead({ day, isToday, count }: { day: Day; isToday: boolean; count: number }) {
  return (
    <div className={cx("cal-h", isToday && "today")}>
      <span>{dayTitle(day, "ccc")}</span>
      <b>{dayTitle(day, "d")}</b>
      {isToday ? <span className="t3 xs">Today</span> : null}
      {count > 0 ? (
        <span className="n">
          {count}
          <span className="sr"> {count === 1 ? "post" : "posts"}</span>
        </span>
      ) : null}
    </div>
  );
}

type DayColumnProps = {
  day: Day;
  posts: readonly PostView[];
  tone?: "today" | "past";
  nowAt: number | null;
  first: number;
  last: number;
};

function DayColumn({ day, posts, tone, nowAt, first, last }: DayColumnProps) {
  const zone = useZone();
  const { moving } = useMoving();
  const blocks = toBlocks(posts);
  const byId = new Map(blocks.map((block) => [block.id, block]));
  const lanes = layOutLanes(blocks.map((block) => toLaneItem(block, zone)));
  const ghost = moving && dayOf(moving.at, zone) === day ? moving : null;
  const showsNow = nowAt !== null && nowAt >= first * 60 && nowAt <= last * 60;
  return (
    <section
      className={cx("day", tone)}
      style={{ height: hoursHigh(last - first) }}
      aria-label={dayTitle(day, "cccc d LLLL")}
      data-day={day}
      data-first={first}
      data-hours={last - first}
    >
      {showsNow ? <NowLine top={hoursHigh((nowAt - first * 60) / 60)} /> : null}
      {lanes.map((lane) => {
        const block = byId.get(lane.id);
        return block ? (
          <BlockChip key={lane.id} block={block} style={laneStyle(lane, first)} />
        ) : null;
      })}
      {ghost ? (
        <GhostChip
          post={ghost.post}
          at={ghost.at}
          style={{
            top: hoursHigh(minutesOf(ghost.at, zone) / 60 - first),
            height: hoursHigh(CHIP.minHeight / 60),
          }}
        />
      ) : null}
    </section>
  );
}

function NowLine({ top }: { top: string }) {
  return <div className="nowline" style={{ top }} data-testid="now-line" />;
}

function toLaneItem(block: Block, zone: string) {
  const start = minutesOf(block.posts[0]?.dueAt ?? new Date(0), zone);
  const clash = block.posts.length * CLASH_PART;
  const size = block.posts.length > 1 ? { minHeight: clash, maxHeight: clash } : CHIP;
  return { id: block.id, start, ...size };
}

const PAD_PX = 4;

function laneStyle({ start, height, lane, lanes }: Lane, first: number): CSSProperties {
  const share = 100 / lanes;
  return {
    top: `calc(var(--hour) * ${start / 60 - first} + 1px)`,
    height: `calc(var(--hour) * ${height / 60} - 3px)`,
    left: `calc(${lane * share}% + ${lane === 0 ? PAD_PX : 1}px)`,
    right: `calc(${(lanes - lane - 1) * share}% + ${lane === lanes - 1 ? PAD_PX : 1}px)`,
  };
}
