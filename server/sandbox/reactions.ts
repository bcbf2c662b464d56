import type { SandboxContext, SandboxPlatform } from "./context";
import type { PostRow } from "./posts";
import { pick } from "./seeded";
import { findRow, listRows, run } from "./store";

const perLook = 25;
const watchedForMs = 14 * 86_400_000;

/** Public posts young enough that their platform still tells what happens to them, newest first. */
export function listWatchedPosts(context: SandboxContext, platform: SandboxPlatform): PostRow[] {
  return listRows(
    context.db,
    `select * from posts where platform = ? and deleted_at is null and published_at <= ?
     and published_at > ? order by published_at desc limit 200`,
    platform,
    context.now().getTime(),
    context.now().getTime() - watchedForMs,
  );
}

/**
 * The numbers (from 1) of the reactions that nobody has been told of yet. They count as told from here
 * on, so queue their deliveries in the same breath. At most 25 at a look; the rest comes with the next.
 */
export function noticeNew(
  context: SandboxContext,
  postId: string,
  metric: string,
  count: number,
): number[] {
  const row = findRow<{ count: number }>(
    context.db,
    "select count from emitted where post_id = ? and metric = ?",
    postId,
    metric,
  );
  const from = row?.count ?? 0;
  const to = Math.min(count, from + perLook);
  if (to <= from) return [];
  run(
    context.db,
    `insert into emitted (post_id, metric, count) values (?1, ?2, ?3)
     on conflict (post_id, metric) do update set count = ?3`,
    postId,
    metric,
    to,
  );
  return Array.from({ length: to - from }, (_, at) => from + 1 + at);
}

const replies = [
  "Where can I get this?",
  "Needed to hear that today.",
  "Is this available outside the city?",
  "Tried it last week. Would do it again.",
  "Not sure I agree, but well said.",
  "How long does it take?",
] as const;

/** What somebody wrote below a post: the same for the same post and number. */
export function replyText(context: SandboxContext, postId: string, number: number): string {
  return pick(replies, context.seed, postId, number);
}
