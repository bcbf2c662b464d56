import type { PublishOutcome } from "@/lib/domain/publish-outcome";
import type { Session } from "../adapter";
import { toStoredAnswer } from "../http-answer";
import { attempt } from "../meta/attempt";
import { notPosted } from "../network-outcome";
import { whileSettling } from "../settling";
import { createPhotoStory, listStories, readStories, readStoryPostId } from "./api";
import { facebookRefusals } from "./errors";
import { uploadPhotos } from "./photos";
import { toPermalink } from "./to-facebook";
import { type StoredReceipt, toLookOutcome, type Work } from "./work";

export async function publishPhotoStory(work: Work): Promise<PublishOutcome> {
  const { session, draft } = work;
  const uploaded = await uploadPhotos(session, draft.media.slice(0, 1));
  if (!uploaded.ok) return uploaded.outcome;
  const photoId = uploaded.ids[0];
  if (photoId === undefined) {
    const message = "A story needs a photo or a video.";
    return { kind: "rejected", code: "media_required", message, field: "media" };
  }
  const startedAt = session.now().toISOString();
  await work.saveReceipt({ stage: "story", photoId, startedAt });
  const answer = await attempt(session, facebookRefusals, true, () =>
    createPhotoStory(session, photoId),
  );
  if (!answer.ok) return answer.outcome;
  const stored = toStoredAnswer(answer.response);
  const postId = readStoryPostId(answer.response);
  if (postId === null) {
    const message = "Facebook took the story but did not say where it is.";
    return { kind: "unknown", code: "bad_answer", message, response: stored };
  }
  const listed = await findStory(session, photoId);
  const url = listed.kind === "found" ? listed.url : null;
  return { ...toStory(session, postId, url), response: stored };
}

export async function resumePhotoStory(
  work: Work,
  receipt: Extract<StoredReceipt, { stage: "story" }>,
): Promise<PublishOutcome> {
  const seen = await findStory(work.session, receipt.photoId);
  if (seen.kind === "found") return toStory(work.session, seen.postId, seen.url);
  if (seen.kind === "unreachable") return toLookOutcome(seen.outcome);
  return (
    whileSettling(work.session, receipt.startedAt, "Facebook") ??
    notPosted("not_found", "The story is not on Facebook.")
  );
}

type Seen =
  | { kind: "found"; postId: string; url: string | null }
  | { kind: "absent" }
  | { kind: "unreachable"; outcome: PublishOutcome };

/** Stories stand apart from the feed, and name the photo or video that they show. */
export async function findStory(session: Session, mediaId: string): Promise<Seen> {
  const answer = await attempt(session, facebookRefusals, false, () => listStories(session));
  if (!answer.ok) return { kind: "unreachable", outcome: answer.outcome };
  const stories = readStories(answer.response);
  if (!stories) {
    const message = "Facebook's list of stories could not be read.";
    return { kind: "unreachable", outcome: notPosted("bad_answer", message) };
  }
  const story = stories.find((each) => each.media_id === mediaId);
  if (!story) return { kind: "absent" };
  return { kind: "found", postId: story.post_id || mediaId, url: story.url ?? null };
}

function toStory(session: Session, postId: string, url: string | null): PublishOutcome {
  const permalink = toPermalink(session.endpoints.site, url, postId);
  return { kind: "published", externalId: postId, permalink, visibility: "live" };
}
