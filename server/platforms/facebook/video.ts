import type { PublishOutcome } from "@/lib/domain/publish-outcome";
import type { Draft, Session } from "../adapter";
import { toStoredAnswer } from "../http-answer";
import { toRefusedLook } from "../in-doubt";
import { attempt } from "../meta/attempt";
import { isMissingObject } from "../meta/errors";
import { refuseAccount } from "../meta/own-account";
import { whileSettling } from "../settling";
import { getVideo, readFinished, readVideo, tellPhase } from "./api";
import { facebookRefusals } from "./errors";
import { findStory } from "./photo-story";
import { toMessage, toPermalink, toVideoState, type VideoEdge } from "./to-facebook";
import { uploadVideo } from "./video-upload";
import { toLookOutcome, type VideoReceipt, type Work } from "./work";

const MINUTE_MS = 60_000;
const FINISH_WITHIN_MS = 30 * MINUTE_MS;

export async function publishVideo(work: Work, edge: VideoEdge): Promise<PublishOutcome> {
  const { session, draft } = work;
  const media = draft.media[0];
  if (media?.kind !== "video") {
    const message = "This needs a video. Add an MP4 to the variant.";
    return { kind: "rejected", code: "video_required", message, field: "media" };
  }
  const uploaded = await uploadVideo(session, edge, media);
  if (!uploaded.ok) return uploaded.outcome;
  const { videoId, sessionId } = uploaded;
  const startedAt = session.now().toISOString();
  return finish(work, { stage: "finishing", edge, videoId, sessionId, startedAt });
}

/** Makes the video public. Said twice it is still the same video, so a doubtful finish is repeated. */
async function finish(work: Work, receipt: VideoReceipt): Promise<PublishOutcome> {
  const { session, draft } = work;
  await work.saveReceipt({ ...receipt, stage: "finishing" });
  const answer = await attempt(session, facebookRefusals, true, () =>
    tellPhase(session, receipt.edge, toFinishForm(draft, receipt)),
  );
  if (!answer.ok) return answer.outcome;
  const finished = readFinished(answer.response);
  if (!finished) {
    const message = "Facebook's answer to the upload could not be read. The post may exist.";
    const response = toStoredAnswer(answer.response);
    return { kind: "unknown", code: "bad_answer", message, response };
  }
  const postId = finished.post_id ?? receipt.postId ?? null;
  const taken: VideoReceipt = { ...receipt, stage: "processing", postId };
  await work.saveReceipt(taken);
  return pollVideo(work, taken);
}

function toFinishForm(
  draft: Draft,
  { edge, videoId, sessionId }: VideoReceipt,
): Record<string, string> {
  const message = toMessage(draft);
  const words: Record<string, string> = message.trim() === "" ? {} : { description: message };
  if (edge === "videos") {
    const title = draft.title?.trim() ?? "";
    return {
      upload_phase: "finish",
      upload_session_id: sessionId ?? "",
      published: "true",
      ...(title === "" ? {} : { title }),
      ...words,
    };
  }
  if (edge === "video_stories") return { upload_phase: "FINISH", video_id: videoId };
  return { upload_phase: "FINISH", video_id: videoId, video_state: "PUBLISHED", ...words };
}

export async function pollVideo(work: Work, receipt: VideoReceipt): Promise<PublishOutcome> {
  const { session } = work;
  const answer = await attempt(session, facebookRefusals, false, () =>
    getVideo(session, receipt.videoId),
  );
  if (!answer.ok) {
    const isGone = answer.response !== null && isMissingObject(answer.response);
    return isGone ? settleMissing(session, receipt) : toLookOutcome(answer.outcome);
  }
  const video = readVideo(answer.response);
  if (!video) return again(session, receipt, "Facebook does not tell the state yet");
  const state = toVideoState(video.status, receipt.edge);
  const response = toStoredAnswer(answer.response);
  if (state.kind === "failed") {
    return {
      kind: "rejected",
      code: "media_failed",
      message: state.message,
      field: "media",
      response,
    };
  }
  if (state.kind === "working") {
    return receipt.stage === "finishing"
      ? finishAgain(work, receipt)
      : again(session, receipt, "Facebook is processing the video.");
  }
  const permalink = await readPermalink(session, receipt, video.permalink_url ?? null);
  return {
    kind: "published",
    externalId: toPostId(session, receipt),
    permalink: toPermalink(session.endpoints.site, permalink, receipt.videoId),
    visibility: "live",
    response,
  };
}

/** A post of the feed names its page as well; where Facebook told no post, the video stands for it. */
function toPostId({ externalAccountId }: Session, { edge, postId, videoId }: VideoReceipt): string {
  if (!postId) return videoId;
  return edge === "video_stories" || postId.includes("_")
    ? postId
    : `${externalAccountId}_${postId}`;
}

/** While Facebook works on a video it does not tell whether the finish arrived. */
async function finishAgain(work: Work, receipt: VideoReceipt): Promise<PublishOutcome> {
  const outcome = await finish(work, receipt);
  if (outcome.kind === "reconnect") return toRefusedLook(outcome);
  if (outcome.kind !== "rejected" && outcome.kind !== "retry_later") return outcome;
  const age = work.session.now().getTime() - Date.parse(receipt.startedAt);
  // A refusal is also how Facebook answers to a finish that it has had already.
  if (age < FINISH_WITHIN_MS) return again(work.session, receipt, outcome.message);
  const { code, message } = outcome;
  return { kind: "unknown", code, message: `${message} The video may exist.` };
}

async function settleMissing(session: Session, receipt: VideoReceipt): Promise<PublishOutcome> {
  const refusal = await refuseAccount(session, facebookRefusals);
  if (refusal) return toLookOutcome(refusal);
  const settling = whileSettling(session, receipt.startedAt, "Facebook");
  if (settling) return settling;
  // Facebook says the same of what this access may not see, so that it proves no absence.
  const message =
    receipt.stage === "finishing"
      ? "Facebook shows no such video. Look at the page whether it is there."
      : "Facebook took the video, but no longer shows it. Look at the page.";
  return { kind: "unknown", code: "gone", message };
}

async function readPermalink(session: Session, receipt: VideoReceipt, told: string | null) {
  if (told || receipt.edge !== "video_stories") return told;
  const story = await findStory(session, receipt.videoId);
  return story.kind === "found" ? story.url : null;
}

function again(session: Session, receipt: VideoReceipt, note: string): PublishOutcome {
  const age = session.now().getTime() - Date.parse(receipt.startedAt);
  const checkAfterMs = Math.min(5 * MINUTE_MS, Math.max(10_000, age / 2));
  return { kind: "pending", checkAfterMs, note };
}
