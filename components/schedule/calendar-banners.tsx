"use client";

import { PlayIcon } from "@phosphor-icons/react/ssr";
import { Banner } from "@/components/layout/banner";
import { useZone } from "@/components/providers/zone";
import { gapWords, isMovable, toBlocks } from "@/components/schedule/chip-look";
import type { Move } from "@/components/schedule/use-calendar";
import { useSchedules, useUpdateSchedule } from "@/components/schedule/use-schedules";
import { Button } from "@/components/ui/button";
import { LinkButton } from "@/components/ui/link-button";
import { toast } from "@/components/ui/toast";
import { formatInZone } from "@/components/ui/zoned-format";
import type { PostView } from "@/lib/contracts/posts";
import type { PauseView, ScheduleView } from "@/lib/contracts/schedules";
import { dayOf, dayTitle, freeTimeAfter } from "@/lib/domain/calendar-grid";
import { catalog } from "@/lib/platforms/catalog";

export type PauseState = {
  /** Null: things go out. */
  pause: PauseView | null;
  busy: boolean;
  /** Nothing is held before the question is answered. */
  ask: () => void;
  resume: () => void;
};

type CalendarBannersProps = {
  posts: readonly PostView[];
  now: Date;
  minGapMinutes: number;
  canWrite: boolean;
  pause: PauseState;
  onMove: Move;
};

/** What stands until somebody acts, above the calendar. */
export function CalendarBanners(props: CalendarBannersProps) {
  const { posts, pause, canWrite } = props;
  const { data: schedules = [] } = useSchedules();
  const paused = schedules.filter((each) => each.paused);
  return (
    <>
      {pause.pause ? (
        <Banner
          tone="hold"
          title="Everything is paused."
          actions={
            canWrite ? (
              <Button
                size="sm"
                loading={pause.busy}
                icon={<PlayIcon className="i" weight="fill" />}
                onClick={pause.resume}
              >
                Resume all
              </Button>
            ) : null
          }
        >
          <PausedBy pause={pause.pause} /> Slots are held; those that come too late are skipped.
        </Banner>
      ) : null}
      <ConflictBanner {...props} />
      <AccountBanner posts={posts} />
      <PausedBanners paused={paused} posts={posts} canWrite={canWrite} />
    </>
  );
}

function PausedBy({ pause }: { pause: PauseView }) {
  const zone = useZone();
  return `${pause.by} paused it ${formatInZone(pause.at, zone, "date-time")}.`;
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
      You asked for at least {minGapMinutes} minutes on {second.accountHandle}.
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
  const update = useUpdateSchedule();
  const resume = () =>
    update.mutate(
      { id: schedule.id, paused: false },
      {
        onSuccess: () => toast.success("Schedule resumed"),
        onError: (error) => toast.error(error.message),
      },
    );
  return (
    <Banner
      tone="hold"
      title={`The ${catalog[schedule.platform].label} schedule of ${schedule.campaignName} is paused.`}
      actions={
        canWrite ? (
          <Button
            size="sm"
            loading={update.isPending}
            icon={<PlayIcon className="i" weight="fill" />}
            onClick={resume}
          >
            Resume
          </Button>
        ) : null
      }
    >
      {schedule.words} on {schedule.accountHandle}.
      {held > 0 ? ` ${held} ${held === 1 ? "slot is" : "slots are"} held here.` : ""}
    </Banner>
  );
}
