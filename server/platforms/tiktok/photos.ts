import type { PublishOutcome } from "@/lib/domain/publish-outcome";
import { notPosted } from "../network-outcome";
import { type Creator, initPost, listVideos, readInitiated, readVideos } from "./api";
import { attempt } from "./attempt";
import { toStored } from "./envelope";
import { afterUntold, pollPost } from "./poll";
import { findSamePost, type ListedPost, PUBLIC, toPermalink, toPhotoInit } from "./to-tiktok";
import { ageOf, lookAgain, type Work } from "./work";

const MAX_PAGES = 4;
// Moderation usually takes a minute; before it is over nothing is listed.
const LISTED_WITHIN_MS = 30 * 60_000;

/** From the announcement on, TikTok fetches and posts by itself: a lost answer is a post in doubt. */
export async function publishPhotos(work: Work, creator: Creator): Promise<PublishOutcome> {
  const { session, draft } = work;
  const startedAt = session.now().toISOString();
  await work.saveReceipt({ stage: "announced", startedAt });
  const answer = await attempt(session, true, () => initPost(session, toPhotoInit(draft, creator)));
  if (!answer.ok) return answer.outcome;
  const publishId = readInitiated(answer.response)?.publish_id;
  if (!publishId) {
    const message = "TikTok took the photos but gave no id for the post.";
    return { kind: "unknown", code: "bad_answer", message, response: toStored(answer.response) };
  }
  await work.saveReceipt({ stage: "processing", publishId, startedAt });
  return pollPost(work, { publishId, startedAt });
}

/** Looks on the profile for photos whose publish id nobody was told. */
export async function findPhotos(work: Work, startedAt: string): Promise<PublishOutcome> {
  const { session, draft } = work;
  const seen = await searchProfile(work, Date.parse(startedAt));
  if (seen.kind === "unreachable") return afterUntold(seen.outcome);
  if (seen.kind === "found") {
    const { id } = seen.post;
    const permalink = toPermalink(session.endpoints.site, session.handle, draft.format, id);
    return { kind: "published", externalId: id, permalink, visibility: "live" };
  }
  const mayStillShow =
    draft.options.privacy === PUBLIC && ageOf(work, startedAt) < LISTED_WITHIN_MS;
  if (mayStillShow) return lookAgain(work, startedAt, "Waiting until TikTok would show the photos");
  const message = "TikTok never said whether it took the photos. Look at the account.";
  return { kind: "unknown", code: "not_found", message };
}

type Seen =
  | { kind: "found"; post: ListedPost }
  | { kind: "absent" }
  | { kind: "unreachable"; outcome: PublishOutcome };

async function searchProfile({ session, draft }: Work, since: number): Promise<Seen> {
  const posts: ListedPost[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < MAX_PAGES; page++) {
    const at: string | null = cursor;
    const answer = await attempt(session, false, () => listVideos(session, at));
    if (!answer.ok) return { kind: "unreachable", outcome: answer.outcome };
    const list = readVideos(answer.response);
    if (!list) {
      const message = "TikTok's list of posts could not be read.";
      return { kind: "unreachable", outcome: notPosted("bad_answer", message) };
    }
    const told = list.videos.map((video) => ({
      id: video.id,
      createdAt: video.create_time * 1000,
      title: video.title ?? "",
      description: video.video_description ?? "",
    }));
    posts.push(...told);
    cursor = list.cursor ?? null;
    const isPast = told.some(({ createdAt }) => createdAt < since - 60_000);
    if (!list.has_more || cursor === null || isPast) break;
  }
  const post = findSamePost(posts, draft, since);
  return post ? { kind: "found", post } : { kind: "absent" };
}
