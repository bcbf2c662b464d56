"use client";

import type { CSSProperties } from "react";
import { useZone } from "@/components/providers/zone";
import { type Block, toBlocks } from "@/components/schedule/chip-look";
import { useMoving } from "@/components/schedule/moving";
import { BlockChip, GhostChip, RestChip } from "@/components/schedule/post-chip";
import { cx } from "@/components/ui/class-names";
import type { PostView } from "@/lib/contracts/posts";
import { type Day, dayOf, dayTitle, hourWindow, minutesOf } from "@/lib/domain/calendar-grid";
import { type Lane, layOutLanes } from "@/lib/domain/calendar-lanes";
import { type StackPlace, stackItems } from "@/lib/domain/calendar-stacks";

type TimeGridProps = {
  days: readonly Day[];
  posts: readonly PostView[];
  now: Date;
  allHours: boolean;
  onDay: (day: Day) => void;
};

// In minutes of the grid: a chip with one line of text, one with two, a part of a clash, a line.
const CHIP = { minHeight: 56, maxHeight: 75 };
const CLASH_PART = 60;
const LINE = 30;
const CLASH_LINE = 46;

/** A week or a day as ruled columns with hour lines. */
export function TimeGrid({ days, posts, now, allHours, onDay }: TimeGridProps) {
  const zone = useZone();
  const { moving } = useMoving();
  const starts = posts.map((post) => minutesOf(post.dueAt, zone));
  // The last chip ends within the grid, or it would stand on what follows below.
  const times = starts.flatMap((at) => [at, Math.min(at + CHIP.maxHeight, 24 * 60 - 1)]);
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
            narrow={days.length > 1}
            onDay={onDay}
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
  /** One of seven: chips stand below each other, not side by side. */
  narrow: boolean;
  onDay: (day: Day) => void;
};

function DayColumn(props: DayColumnProps) {
  const { day, posts, tone, nowAt, first, last, narrow, onDay } = props;
  const zone = useZone();
  const { moving } = useMoving();
  const blocks = toBlocks(posts);
  const items = blocks.map((block) => toItem(block, zone));
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
      {narrow ? (
        <Stacks blocks={blocks} items={items} first={first} onRest={() => onDay(day)} />
      ) : (
        <Lanes blocks={blocks} items={items} first={first} />
      )}
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

type ChipsProps = { blocks: readonly Block[]; items: readonly ChipItem[]; first: number };

function Lanes({ blocks, items, first }: ChipsProps) {
  const byId = new Map(blocks.map((block) => [block.id, block]));
  return layOutLanes(items).map((lane) => {
    const block = byId.get(lane.id);
    return block ? <BlockChip key={lane.id} block={block} style={laneStyle(lane, first)} /> : null;
  });
}

function Stacks({ blocks, items, first, onRest }: ChipsProps & { onRest: () => void }) {
  const byId = new Map(blocks.map((block) => [block.id, block]));
  const { places, rests } = stackItems(items);
  return (
    <>
      {places.map((place) => {
        const block = byId.get(place.id);
        const style = placeStyle(place, first);
        return block ? (
          <BlockChip key={place.id} block={block} line={place.line} style={style} />
        ) : null;
      })}
      {rests.map(({ ids, ...rest }) => (
        <RestChip
          key={ids[0]}
          count={ids.reduce((sum, id) => sum + (byId.get(id)?.posts.length ?? 0), 0)}
          style={placeStyle(rest, first)}
          onOpen={onRest}
        />
      ))}
    </>
  );
}

function NowLine({ top }: { top: string }) {
  return <div className="nowline" style={{ top }} data-testid="now-line" />;
}

type ChipItem = ReturnType<typeof toItem>;

function toItem({ id, posts }: Block, zone: string) {
  const start = minutesOf(posts[0]?.dueAt ?? new Date(0), zone);
  const clash = posts.length * CLASH_PART;
  const size = posts.length > 1 ? { minHeight: clash, maxHeight: clash } : CHIP;
  return { id, start, ...size, lineHeight: posts.length > 1 ? posts.length * CLASH_LINE : LINE };
}

const PAD_PX = 4;

function placeStyle(
  { start, height }: Pick<StackPlace, "start" | "height">,
  first: number,
): CSSProperties {
  return {
    top: `calc(var(--hour) * ${start / 60 - first} + 1px)`,
    height: `calc(var(--hour) * ${height / 60} - 3px)`,
  };
}

function laneStyle({ start, height, lane, lanes }: Lane, first: number): CSSProperties {
  const share = 100 / lanes;
  return {
    top: `calc(var(--hour) * ${start / 60 - first} + 1px)`,
    height: `calc(var(--hour) * ${height / 60} - 3px)`,
    left: `calc(${lane * share}% + ${lane === 0 ? PAD_PX : 1}px)`,
    right: `calc(${(lanes - lane - 1) * share}% + ${lane === lanes - 1 ? PAD_PX : 1}px)`,
  };
}
