"use client";

import { useState } from "react";
import { useZone } from "@/components/providers/zone";
import { conflictWords, lookOf, textOf } from "@/components/schedule/chip-look";
import { useMoving } from "@/components/schedule/moving";
import { nameOf } from "@/components/schedule/post-chip";
import { Arm } from "@/components/ui/arm";
import { AutoMark } from "@/components/ui/auto-mark";
import { Button } from "@/components/ui/button";
import { cx } from "@/components/ui/class-names";
import { PlatformMark } from "@/components/ui/platform-mark";
import { PostStatus } from "@/components/ui/status";
import { formatInZone } from "@/components/ui/zoned-format";
import type { PostView } from "@/lib/contracts/posts";
import { type Day, dayOf, dayTitle } from "@/lib/domain/calendar-grid";
import { catalog } from "@/lib/platforms/catalog";

type AgendaProps = { days: readonly Day[]; posts: readonly PostView[]; now: Date };

/** The same posts as a list by day; what is over this week is folded away. */
export function Agenda({ days, posts, now }: AgendaProps) {
  const zone = useZone();
  const [unfolded, setUnfolded] = useState(false);
  const today = dayOf(now, zone);
  const byDay = Map.groupBy(posts, (post) => dayOf(post.dueAt, zone));
  const folds = !unfolded && days.includes(today);
  const folded = folds ? posts.filter((post) => dayOf(post.dueAt, zone) < today).length : 0;
  const shown = days.filter((day) => byDay.has(day) && !(folds && day < today));
  return (
    <div className="agenda" data-testid="agenda">
      {folded > 0 ? (
        <div className="pad">
          <Button size="sm" onClick={() => setUnfolded(true)}>
            Show {folded} earlier this week
          </Button>
        </div>
      ) : null}
      {shown.map((day) => (
        <AgendaDay key={day} day={day} posts={byDay.get(day) ?? []} isToday={day === today} />
      ))}
      {shown.length === 0 ? <p className="pad t2">Nothing more this week.</p> : null}
    </div>
  );
}

function AgendaDay({ day, posts, isToday }: { day: Day; posts: PostView[]; isToday: boolean }) {
  const out = posts.filter((post) => post.status === "published").length;
  return (
    <section aria-label={dayTitle(day, "cccc d LLLL")}>
      <h2 className="ag-day">
        {dayTitle(day)}
        {isToday ? (
          <span className="t3 xs">
            Today, {out} of {posts.length} out
          </span>
        ) : null}
      </h2>
      <ul>
        {posts.map((post) => (
          <AgendaRow key={post.id} post={post} />
        ))}
      </ul>
    </section>
  );
}

const ROW_TONES = { opt: "", held: "heldr", wait: "waitr", fail: "clashr", done: "", "": "" };

function AgendaRow({ post }: { post: PostView }) {
  const zone = useZone();
  const { moving, chipProps } = useMoving();
  const look = lookOf(post);
  const target = moving?.post.id === post.id ? moving.at : null;
  return (
    <li className={cx("ag", ROW_TONES[look.tone], post.conflict && "clashr", target && "leaving")}>
      <button
        type="button"
        className="tm whole"
        data-testid="chip"
        data-post={post.id}
        data-status={post.status}
        aria-label={nameOf(post, zone)}
        {...chipProps(post)}
        onPointerDown={undefined}
      >
        {formatInZone(target ?? post.dueAt, zone, "time")}
      </button>
      <PlatformMark platform={post.platform} label={catalog[post.platform].label} />
      <span className="cut t2">{post.accountHandle}</span>
      <span>
        {look.tone === "opt" ? <AutoMark>Will choose</AutoMark> : <PostStatus status={look.icon} />}
      </span>
      <div className="ds">
        <span className="row items-start">
          {post.variant ? <Arm letter={post.variant.letter} /> : null}
          <span className="clamp">{textOf(post)}</span>
        </span>
        {target ? <b className="b">Move to {formatInZone(target, zone, "date-time")}</b> : null}
        {post.conflict ? (
          <b className="danger-c">
            {conflictWords(post.conflict)}
            {post.conflict.kind === "too_close" ? " from another post" : ""}
          </b>
        ) : null}
        {post.problem ? <span className="danger-c">{post.problem}</span> : null}
      </div>
    </li>
  );
}
