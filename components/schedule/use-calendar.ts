"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { isTooCloseTo } from "@/components/schedule/chip-look";
import { toast } from "@/components/ui/toast";
import { formatInZone } from "@/components/ui/zoned-format";
import { apiFetch, withQuery } from "@/lib/api/fetcher";
import { queryKeys } from "@/lib/api/query-keys";
import type { CalendarSlots, PostView } from "@/lib/contracts/posts";
import type { CalendarRange } from "@/lib/domain/calendar-grid";

export function useCalendar(range: CalendarRange) {
  const from = range.from.toISOString();
  const to = range.to.toISOString();
  return useQuery({
    queryKey: queryKeys.calendar(from, to),
    queryFn: ({ signal }) =>
      apiFetch<CalendarSlots>(withQuery("/api/calendar", { from, to }), { signal }),
  });
}

export type Move = (post: PostView, to: Date) => void;

/** Shows the post at its new time at once, and back at the old one when the server refuses. */
export function useMovePost(zone: string): Move {
  const client = useQueryClient();
  const queryKey = queryKeys.calendar();
  const { mutate } = useMutation({
    mutationFn: ({ post, to }: { post: PostView; to: Date }) =>
      apiFetch<PostView>(`/api/posts/${post.id}`, {
        method: "PATCH",
        body: { action: { kind: "move", dueAt: to.toISOString() } },
      }),
    onMutate: async ({ post, to }) => {
      await client.cancelQueries({ queryKey });
      const before = client.getQueriesData<CalendarSlots>({ queryKey });
      client.setQueriesData<CalendarSlots>({ queryKey }, (slots) =>
        slots ? { ...slots, items: slots.items.map((each) => moved(each, post.id, to)) } : slots,
      );
      return { before };
    },
    onSuccess: (changed, { post, to }) => {
      const words = `Moved to ${formatInZone(to, zone, "date-time")}`;
      toast.undo(words, () => mutate({ post: changed, to: new Date(post.dueAt) }));
    },
    onError: (error, _move, context) => {
      for (const [key, slots] of context?.before ?? []) client.setQueryData(key, slots);
      toast.error(error.message);
    },
    onSettled: () =>
      Promise.all(
        [queryKey, queryKeys.posts(), queryKeys.overview()].map((key) =>
          client.invalidateQueries({ queryKey: key }),
        ),
      ),
  });
  return (post, to) => mutate({ post, to });
}

function moved(each: PostView, id: string, to: Date): PostView {
  if (each.id === id) return { ...each, dueAt: to.toISOString(), conflict: null };
  return isTooCloseTo(each, id) ? { ...each, conflict: null } : each;
}

const TICK_MS = 20_000;

/** The server's clock, carried on by the browser's: the two need not agree. */
export function useServerNow(serverNow: string): Date {
  const [now, setNow] = useState(() => new Date(serverNow));
  useEffect(() => {
    const ahead = new Date(serverNow).getTime() - Date.now();
    const timer = setInterval(() => setNow(new Date(Date.now() + ahead)), TICK_MS);
    return () => clearInterval(timer);
  }, [serverNow]);
  return now;
}
