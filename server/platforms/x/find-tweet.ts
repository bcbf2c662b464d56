import type { Session } from "../adapter";
import { EgressError } from "../http";
import { listTweetsSince, readTweets } from "./api";
import { toOutcome } from "./errors";
import { matchTweet, type StoredTweet, type Wanted } from "./match-tweet";

const MAX_PAGES = 3;
// A little before we began, so that an equal post of that time is seen and not taken for ours.
const LOOK_BACK_MS = 2 * 60_000;
const LOOK_AGAIN_MS = 60_000;

export interface Unreachable {
  found: "unreachable";
  needsReconnect: boolean;
  checkAfterMs: number;
  message: string;
}

export type Found =
  | { found: StoredTweet }
  | { found: null; isComplete: boolean; hasOlder: boolean }
  | Unreachable;

/** Looks in the account's own posts for the one that is wanted. */
export async function findTweet(session: Session, wanted: Wanted): Promise<Found> {
  const start = new Date(wanted.since.getTime() - LOOK_BACK_MS);
  let pageToken: string | null = null;
  let hasOlder = false;
  for (let page = 0; page < MAX_PAGES; page++) {
    const read = await readTimeline(session, { since: start, until: null, pageToken });
    if ("found" in read) return read;
    const match = matchTweet(read.tweets, wanted);
    if (match.own) return { found: match.own };
    hasOlder ||= match.hasOlder;
    if (read.nextToken === null) return { found: null, isComplete: true, hasOlder };
    pageToken = read.nextToken;
  }
  return { found: null, isComplete: false, hasOlder };
}

/** One page of the account's own posts, newest first, or why there is none. */
export async function readTimeline(
  session: Session,
  span: { since: Date; until: Date | null; pageToken: string | null },
) {
  try {
    const response = await listTweetsSince(session, { userId: session.externalAccountId, ...span });
    const page = response.status < 300 ? readTweets(response) : null;
    if (page) return page;
    const outcome = toOutcome(response, false, session.now());
    return unreachable(
      outcome.kind === "reconnect",
      outcome.kind === "retry_later" ? (outcome.retryAfterMs ?? LOOK_AGAIN_MS) : LOOK_AGAIN_MS,
      "message" in outcome ? outcome.message : "X gave an answer that could not be read.",
    );
  } catch (error) {
    if (!(error instanceof EgressError)) throw error;
    return unreachable(false, LOOK_AGAIN_MS, error.message);
  }
}

function unreachable(needsReconnect: boolean, checkAfterMs: number, message: string): Unreachable {
  return { found: "unreachable", needsReconnect, checkAfterMs, message };
}
