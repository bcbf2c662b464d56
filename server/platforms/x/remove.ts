import type { RemoveOutcome, Session } from "../adapter";
import { toNetworkOutcome } from "../network-outcome";
import { toRemoveOutcome } from "../remove-outcome";
import { deleteTweet, readDeleted } from "./api";
import { toOutcome } from "./errors";
import { readTimeline } from "./find-tweet";
import type { StoredTweet } from "./match-tweet";

// Parts of a thread follow each other within moments; what the author added later by hand stays.
const PART_GAP_MS = 2 * 60_000;
const THREAD_SPAN_MS = 50 * 60_000;
const SNOWFLAKE_EPOCH_MS = 1_288_834_974_657n;

/** Deletes a post and, last one first, the parts of the thread that begins with it. */
export async function removeTweet(session: Session, id: string): Promise<RemoveOutcome> {
  const postedAt = toPostedAt(id);
  if (postedAt === null) return { kind: "already_gone" };
  const until = postedAt.getTime() + THREAD_SPAN_MS;
  const timeline = await readTimeline(session, {
    since: postedAt,
    // X takes no end that lies in the future.
    until: until < session.now().getTime() ? new Date(until) : null,
    pageToken: null,
  });
  if ("found" in timeline) {
    const { message, needsReconnect, checkAfterMs } = timeline;
    return needsReconnect
      ? { kind: "reconnect", code: "unauthorized", message }
      : { kind: "retry_later", retryAfterMs: checkAfterMs, code: "unreachable", message };
  }
  for (const part of listParts(timeline.tweets, id, postedAt).reverse()) {
    const outcome = await deleteOne(session, part);
    if (outcome.kind !== "removed" && outcome.kind !== "already_gone") return outcome;
  }
  return deleteOne(session, id);
}

/** An id holds the time at which it was given. */
function toPostedAt(id: string): Date | null {
  if (!/^\d{1,19}$/.test(id)) return null;
  return new Date(Number((BigInt(id) >> 22n) + SNOWFLAKE_EPOCH_MS));
}

/** The author's own replies, each to the one before, without a pause. */
function listParts(tweets: readonly StoredTweet[], first: string, postedAt: Date): string[] {
  const parts: string[] = [];
  let before = { id: first, at: postedAt.getTime() };
  for (;;) {
    const next = tweets.find(
      ({ replyTo, createdAt }) =>
        replyTo === before.id && createdAt && createdAt.getTime() - before.at <= PART_GAP_MS,
    );
    if (!next?.createdAt || parts.includes(next.id)) return parts;
    parts.push(next.id);
    before = { id: next.id, at: next.createdAt.getTime() };
  }
}

async function deleteOne(session: Session, id: string): Promise<RemoveOutcome> {
  try {
    const response = await deleteTweet(session, id);
    if (response.status < 300) return { kind: readDeleted(response) ? "removed" : "already_gone" };
    if (response.status === 404) return { kind: "already_gone" };
    return toRemoveOutcome(toOutcome(response, false, session.now()), "X");
  } catch (error) {
    return toRemoveOutcome(toNetworkOutcome(error, "X", { creates: false }), "X");
  }
}
