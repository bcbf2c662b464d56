"use client";

import { usePathname } from "next/navigation";
import { useState } from "react";
import { pushAddress, useSearch } from "@/components/layout/address";
import { PostSheet } from "@/components/posts/post-sheet";
import { PublishNowSheet } from "@/components/posts/publish-now-sheet";
import { Calendar } from "@/components/schedule/calendar";
import type { PostView } from "@/lib/contracts/posts";
import { CALENDAR_VIEWS, isDay } from "@/lib/domain/calendar-grid";

type CalendarScreenProps = {
  serverNow: string;
  minGapMinutes: number;
  canWrite: boolean;
};

/** The address holds the view, the day and the open post, so that each can be shared. */
function useCalendarAddress() {
  const pathname = usePathname();
  const search = useSearch();
  const date = search.get("date");
  const view = CALENDAR_VIEWS.find((each) => each === search.get("view")) ?? null;
  const go = (changes: Record<string, string | null | undefined>) => {
    const next = new URLSearchParams(search);
    for (const [name, value] of Object.entries(changes)) {
      if (value) next.set(name, value);
      else if (value === null) next.delete(name);
    }
    const query = next.toString();
    pushAddress(query ? `${pathname}?${query}` : pathname);
  };
  const schedule = search.get("new") === "schedule";
  return { view, day: date && isDay(date) ? date : null, postId: search.get("post"), schedule, go };
}

export function CalendarScreen(props: CalendarScreenProps) {
  const { view, day, postId, schedule, go } = useCalendarAddress();
  const [projected, setProjected] = useState<PostView | null>(null);
  const [publishing, setPublishing] = useState(false);
  const [scheduling, setScheduling] = useState<"new" | "all" | null>(schedule ? "new" : null);
  const open = (post: PostView) => (post.projected ? setProjected(post) : go({ post: post.id }));
  return (
    <>
      <Calendar
        {...props}
        view={view}
        day={day}
        scheduling={scheduling}
        onScheduling={setScheduling}
        onGo={(to) => go({ view: to.view, date: to.day })}
        onOpenPost={open}
        onNewPost={() => setPublishing(true)}
      />
      <PostSheet
        postId={postId}
        projected={projected}
        canWrite={props.canWrite}
        onMade={(id) => {
          setProjected(null);
          go({ post: id });
        }}
        onClose={() => {
          setProjected(null);
          go({ post: null });
        }}
      />
      <PublishNowSheet
        open={publishing}
        onClose={() => setPublishing(false)}
        onPublished={(id) => go({ post: id })}
      />
    </>
  );
}
