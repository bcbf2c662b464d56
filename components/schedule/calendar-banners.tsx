"use client";

import { PlayIcon } from "@phosphor-icons/react/ssr";
import { useState } from "react";
import { Banner } from "@/components/layout/banner";
import { useZone } from "@/components/providers/zone";
import { gapWords, isMovable, toBlocks } from "@/components/schedule/chip-look";
import { PauseSchedule } from "@/components/schedule/pause-schedule";
import type { Move } from "@/components/schedule/use-calendar";
import { useSchedules } from "@/components/schedule/use-schedules";
import { Button } from "@/components/ui/button";
import { LinkButton } from "@/components/ui/link-button";
import { formatInZone } from "@/components/ui/zoned-format";
import type { PostView } from "@/lib/contracts/posts";
import type { ScheduleView } from "@/lib/contracts/schedules";
import { dayOf, dayTitle, freeTimeAfter } from "@/lib/domain/calendar-grid";
import { catalog } from "@/lib/platforms/catalog";

type CalendarBannersProps = {
  posts: readonly PostView[];
  now: Date;
  minGapMinutes: number;
  canWrite: boolean;
  onMove: Move;
};

/** What stands until somebody acts, above the calendar. */
export function CalendarBanners(props: CalendarBannersProps) {
  const { posts, canWrite } = props;
  const { data: schedules = [] } = useSchedules();
  const paused = schedules.filter((each) => each.paused);
  return (
    <>
      <ConflictBanner {...props} />
      <AccountBanner posts={posts} />
      <PausedBanners paused={paused} posts={posts} canWrite={canWrite} />
    </>
  );
}

function ConflictBanner({ posts, now, minGapMinutes, canWrite, onMove }: CalendarBannersProps) {
  const zone = useZone();
  const ahead = posts.filter((post) => new Date(post.dueAt) > now);
  const clashes = toBlocks(ahead).filter((block) => block.posts.length > 1);
  const [first, second] = clashes[0]?.posts ?? [];
  if (!first || !second) return null;
  const gap = (new Date(second.dueAt).getTime() - new Date(first.dueAt).getTime()) / 60_000;
  const taken = posts
    .filter((post) => post.accountId === second.accountId && post.id !== second.id)
    .map((post) => new Date(post.dueAt));
  const free = freeTimeAfter(new Date(first.dueAt), taken, minGapMinutes);
  const clock = (at: Date | string) => formatInZone(at, zone, "time");
  const where = dayTitle(dayOf(second.dueAt, zone), "cccc d LLLL");
  const apart = gap === 0 ? "at the same time" : gapWords(gap).replace("min", "minutes");
  const more = clashes.length - 1;
  return (
    <Banner
      tone="bad"
      title={`Two ${catalog[second.platform].label} posts are ${apart} on ${where}.`}
      actions={
        canWrite && isMovable(second) ? (
          <Button size="sm" onClick={() => onMove(second, free)} data-testid="mend-conflict">
            Move {clock(second.dueAt)} to {clock(free)}
          </Button>
        ) : null
      }
    >
      {second.accountHandle} keeps at least {minGapMinutes} minutes between posts, so the later one
      waits until then.
      {more > 0 ? ` ${more} more ${more === 1 ? "place is" : "places are"} as tight.` : ""}
    </Banner>
  );
}

function AccountBanner({ posts }: { posts: readonly PostView[] }) {
  const waiting = posts.filter(
    (post) =>
      post.accountStatus === "action_required" && (isMovable(post) || post.status === "blocked"),
  );
  const handles = [...new Set(waiting.map((post) => post.accountHandle))];
  if (handles.length === 0) return null;
  return (
    <Banner
      tone="warn"
      title={`${handles.join(" and ")} ${handles.length === 1 ? "needs" : "need"} to be connected again.`}
      actions={
        <LinkButton size="sm" href="/accounts">
          Open accounts
        </LinkButton>
      }
    >
      {waiting.length} {waiting.length === 1 ? "post" : "posts"} shown here can’t go out before
      that.
    </Banner>
  );
}

type PausedBannersProps = {
  paused: readonly ScheduleView[];
  posts: readonly PostView[];
  canWrite: boolean;
};

const SHOWN = 2;

function PausedBanners({ paused, posts, canWrite }: PausedBannersProps) {
  const rest = paused.length - SHOWN;
  return (
    <>
      {paused.slice(0, SHOWN).map((schedule) => (
        <PausedBanner
          key={schedule.id}
          schedule={schedule}
          held={posts.filter((post) => post.scheduleId === schedule.id && isMovable(post)).length}
          canWrite={canWrite}
        />
      ))}
      {rest > 0 ? (
        <Banner
          tone="hold"
          title={`${rest} more ${rest === 1 ? "schedule is" : "schedules are"} paused.`}
        >
          Open Schedule, then All schedules.
        </Banner>
      ) : null}
    </>
  );
}

type PausedBannerProps = { schedule: ScheduleView; held: number; canWrite: boolean };

function PausedBanner({ schedule, held, canWrite }: PausedBannerProps) {
  const [asking, setAsking] = useState(false);
  return (
    <Banner
      tone="hold"
      title={`The ${catalog[schedule.platform].label} schedule of ${schedule.campaignName} is paused.`}
      actions={
        canWrite ? (
          <Button
            size="sm"
            icon={<PlayIcon className="i" weight="fill" />}
            onClick={() => setAsking(true)}
          >
            Resume
          </Button>
        ) : null
      }
    >
      {asking ? <PauseSchedule schedule={schedule} onClose={() => setAsking(false)} /> : null}
      {schedule.words} on {schedule.accountHandle}.
      {held > 0 ? ` ${held} ${held === 1 ? "slot is" : "slots are"} held here.` : ""}
    </Banner>
  );
}
