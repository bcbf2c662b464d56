import type { Session } from "../adapter";
import { EgressError } from "../http";
import { listTweetsSince, readTweets } from "./api";
import { toOutcome } from "./errors";
import { findSameText, type StoredTweet } from "./to-x";

const MAX_PAGES = 3;
// The two clocks may differ, and X cuts the start to whole seconds.
const CLOCK_SKEW_MS = 2 * 60_000;
const LOOK_AGAIN_MS = 60_000;

export type Found =
  | { found: StoredTweet }
  | { found: null; isComplete: boolean }
  | { found: "unreachable"; needsReconnect: boolean; checkAfterMs: number; message: string };

/** Looks in the account's own posts since `since` for one that says `text`. */
export async function findTweet(session: Session, text: string, since: Date): Promise<Found> {
  const start = new Date(since.getTime() - CLOCK_SKEW_MS);
  let pageToken: string | null = null;
  for (let page = 0; page < MAX_PAGES; page++) {
    const read = await readPage(session, start, pageToken);
    if ("found" in read) return read;
    const match = findSameText(read.tweets, text);
    if (match) return { found: match };
    if (read.nextToken === null) return { found: null, isComplete: true };
    pageToken = read.nextToken;
  }
  return { found: null, isComplete: false };
}

async function readPage(session: Session, since: Date, pageToken: string | null) {
  const params = { userId: session.externalAccountId, since, pageToken };
  try {
    const response = await listTweetsSince(session, params);
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

function unreachable(needsReconnect: boolean, checkAfterMs: number, message: string): Found {
  return { found: "unreachable", needsReconnect, checkAfterMs, message };
}
