import type { PublishOutcome } from "@/lib/domain/publish-outcome";
import { toStoredAnswer } from "../http-answer";
import { attempt } from "../meta/attempt";
import { notPosted } from "../network-outcome";
import { whileSettling } from "../settling";
import { createFeedPost, listFeed, readCreated, readFeed } from "./api";
import { facebookRefusals } from "./errors";
import { uploadPhotos } from "./photos";
import {
  findSamePost,
  type StoredPost,
  toFeedForm,
  toMessage,
  toPermalink,
  type WantedPost,
} from "./to-facebook";
import { type StoredReceipt, toLookOutcome, type Work } from "./work";

const MAX_PAGES = 4;
// The two clocks may differ, and Facebook tells whole seconds.
const CLOCK_SKEW_MS = 2 * 60_000;

/** Text, link, one photo or several: all are one post on the page's feed. */
export async function publishFeedPost(work: Work): Promise<PublishOutcome> {
  const { session, draft } = work;
  const uploaded = await uploadPhotos(session, draft.media);
  if (!uploaded.ok) return uploaded.outcome;
  const photoIds = uploaded.ids;
  const message = toMessage(draft);
  const startedAt = session.now().toISOString();
  await work.saveReceipt({ stage: "creating", message, photoIds, startedAt });
  const answer = await attempt(session, facebookRefusals, true, () =>
    createFeedPost(session, toFeedForm(draft, photoIds)),
  );
  if (!answer.ok) {
    const isDuplicate = answer.outcome.kind === "rejected" && answer.outcome.code === "duplicate";
    return isDuplicate ? settleDuplicate(work, answer.outcome) : answer.outcome;
  }
  const created = readCreated(answer.response);
  const stored = toStoredAnswer(answer.response);
  if (!created) {
    const text = "Facebook took the post but did not say where it is.";
    return { kind: "unknown", code: "bad_answer", message: text, response: stored };
  }
  return toPublished(work, created.id, created.permalink_url ?? null, stored);
}

/** The refusal may be about our own earlier try, whose answer we never saw. */
async function settleDuplicate(work: Work, refusal: PublishOutcome): Promise<PublishOutcome> {
  if (work.key.attempt <= 1) return refusal;
  const seen = await findPost(work, work.draft.media.length);
  if (seen.kind === "found") return toPublished(work, seen.post.id, seen.post.permalink);
  if (seen.kind === "absent") return refusal;
  const message = "Facebook says this is already posted, and the earlier post was not found yet.";
  return { kind: "unknown", code: "duplicate", message };
}

export async function resumeFeedPost(
  work: Work,
  receipt: Extract<StoredReceipt, { stage: "creating" }>,
): Promise<PublishOutcome> {
  const seen = await findPost(work, receipt.photoIds, receipt.message);
  if (seen.kind === "unreachable") return toLookOutcome(seen.outcome);
  if (seen.kind === "found") return toPublished(work, seen.post.id, seen.post.permalink);
  if (seen.kind === "too_many") {
    const message = "The page has posted too much since to tell whether this post is there.";
    return { kind: "unknown", code: "not_found", message };
  }
  return (
    whileSettling(work.session, receipt.startedAt, "Facebook") ??
    notPosted("not_found", "The post is not on Facebook.")
  );
}

type Seen =
  | { kind: "found"; post: StoredPost }
  | { kind: "absent" }
  | { kind: "too_many" }
  | { kind: "unreachable"; outcome: PublishOutcome };

/** Looks on the page for the post that says and shows what ours does. */
async function findPost(
  { session, draft, key }: Work,
  photos: WantedPost["photos"],
  message = toMessage(draft),
): Promise<Seen> {
  const since = key.firstAttemptAt.getTime() - CLOCK_SKEW_MS;
  const wanted = { pageId: session.externalAccountId, message, photos, since };
  let after: string | null = null;
  for (let page = 0; page < MAX_PAGES; page++) {
    const at: string | null = after;
    const answer = await attempt(session, facebookRefusals, false, () =>
      listFeed(session, since, at),
    );
    if (!answer.ok) return { kind: "unreachable", outcome: answer.outcome };
    const feed = readFeed(answer.response);
    if (!feed) {
      return {
        kind: "unreachable",
        outcome: notPosted("bad_answer", "Facebook's list of posts could not be read."),
      };
    }
    const post = findSamePost(feed.posts, wanted);
    if (post) return { kind: "found", post };
    if (feed.after === null) return { kind: "absent" };
    after = feed.after;
  }
  return { kind: "too_many" };
}

function toPublished(
  { session }: Work,
  externalId: string,
  permalink: string | null,
  response?: unknown,
): PublishOutcome {
  return {
    kind: "published",
    externalId,
    permalink: toPermalink(session.endpoints.site, permalink, externalId),
    visibility: "live",
    ...(response === undefined ? {} : { response }),
  };
}
