import type { Session } from "../adapter";
import { EgressError } from "../http";
import { listPosts, readPosts, type StoredPost } from "./api";
import { toOutcome } from "./errors";
import { toComparable } from "./little-text";
import { toPostedAt } from "./urns";

export type Found =
  | { kind: "found"; post: StoredPost }
  /** `isComplete`: all that was posted since then was seen. `hasOlder`: one from just before says the same. */
  | { kind: "absent"; isComplete: boolean; hasOlder: boolean }
  /** This token may not read the author's posts. */
  | { kind: "hidden" }
  | { kind: "unreachable"; needsReconnect: boolean; checkAfterMs: number; message: string };

const PER_PAGE = 50;
const MAX_PAGES = 3;
const LOOK_BACK_MS = 2 * 60_000;
const LOOK_AGAIN_MS = 60_000;
// Clocks may be a moment apart.
const SKEW_MS = 2_000;

interface Wanted {
  commentary: string;
  /** URNs of what was uploaded for it. */
  files: readonly string[];
  since: Date;
}

/** Looks among the account's own posts for one like this, made since then. */
export async function findPost(session: Session, wanted: Wanted): Promise<Found> {
  const since = wanted.since.getTime();
  let hasOlder = false;
  for (let page = 0; page < MAX_PAGES; page++) {
    const read = await readPage(session, page * PER_PAGE);
    if ("kind" in read) return read;
    const { posts } = read;
    const recent = posts.filter((post) => toTime(post) >= since - LOOK_BACK_MS);
    const same = recent.filter((post) => isSame(post, wanted));
    const fresh = same.filter((post) => toTime(post) >= since - SKEW_MS);
    const post = fresh.at(-1);
    if (post) return { kind: "found", post };
    hasOlder ||= same.length > fresh.length;
    const isLast = posts.length < PER_PAGE || recent.length < posts.length;
    if (isLast) return { kind: "absent", isComplete: true, hasOlder };
  }
  return { kind: "absent", isComplete: false, hasOlder };
}

/** Files tell posts apart that say the same, or nothing. */
function isSame(post: StoredPost, { commentary, files }: Wanted): boolean {
  const text = toComparable(commentary);
  if (toComparable(post.commentary) !== text) return false;
  const shown = listFiles(post);
  return shown.length > 0 ? files.every((urn) => shown.includes(urn)) : text !== "";
}

function listFiles({ content }: StoredPost): string[] {
  const images = content?.multiImage?.images ?? [];
  const ids = [content?.media, ...images].map((each) => each?.id);
  return [...ids, content?.article?.thumbnail].flatMap((urn) => urn ?? []);
}

/** A post that does not tell its time counts as new: better seen by a person than posted twice. */
function toTime(post: StoredPost): number {
  const told = post.createdAt ?? post.publishedAt ?? toPostedAt(post.id)?.getTime();
  return told ?? Number.MAX_SAFE_INTEGER;
}

async function readPage(
  session: Session,
  start: number,
): Promise<{ posts: StoredPost[] } | Exclude<Found, { kind: "found" | "absent" }>> {
  const unreachable = (message: string, checkAfterMs = LOOK_AGAIN_MS, needsReconnect = false) => ({
    kind: "unreachable" as const,
    needsReconnect,
    checkAfterMs,
    message,
  });
  try {
    const response = await listPosts(session, session.externalAccountId, start, PER_PAGE);
    if (response.status === 403) return { kind: "hidden" };
    const posts = response.status < 300 ? readPosts(response) : undefined;
    if (posts) return { posts };
    if (response.status < 300) return unreachable("LinkedIn's list of posts could not be read.");
    const outcome = toOutcome(response, false, session.now());
    const wait = outcome.kind === "retry_later" ? outcome.retryAfterMs : null;
    const message = "message" in outcome ? outcome.message : "LinkedIn gave no list of posts.";
    return unreachable(message, wait ?? LOOK_AGAIN_MS, outcome.kind === "reconnect");
  } catch (error) {
    if (!(error instanceof EgressError)) throw error;
    return unreachable(error.message);
  }
}
