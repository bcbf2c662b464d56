import type { PublishOutcome } from "@/lib/domain/publish-outcome";
import type { Draft, Receipt } from "../adapter";
import { notPosted } from "../network-outcome";
import { type Creator, queryCreator, readCreator } from "./api";
import { attempt } from "./attempt";
import { isPaidAndPrivate } from "./check";
import { findPhotos, publishPhotos } from "./photos";
import { pollPost } from "./poll";
import { readReceipt } from "./receipt";
import { findFile, toInboxInit, toVideoInit } from "./to-tiktok";
import { noVideo, publishFile, resumeFile } from "./video";
import type { Work } from "./work";

type Rejected = Extract<PublishOutcome, { kind: "rejected" }>;

const reject = (code: string, field: string, message: string): Rejected => ({
  kind: "rejected",
  code,
  message,
  field,
});

export async function publishToTikTok(work: Work): Promise<PublishOutcome> {
  const { session, draft } = work;
  const refusal = refuseMedia(draft);
  if (refusal) return refusal;
  if (draft.format === "draft") return publishFile(work, toInboxInit);
  const unsaid = refuseChoices(draft);
  if (unsaid) return unsaid;
  // Asked anew for every post: the person may have changed what the account offers.
  const answer = await attempt(session, false, () => queryCreator(session));
  if (!answer.ok) return answer.outcome;
  const creator = readCreator(answer.response);
  if (!creator) return notPosted("bad_answer", "TikTok does not tell what the account may post.");
  const forbidden = refuseByCreator(draft, creator);
  if (forbidden) return forbidden;
  return draft.format === "photos"
    ? publishPhotos(work, creator)
    : publishFile(work, (plan) => toVideoInit(draft, creator, plan));
}

function refuseMedia(draft: Draft): PublishOutcome | null {
  if (draft.format !== "photos") return findFile(draft) ? null : noVideo();
  if (draft.media.length === 0) {
    return reject("image_required", "media", "TikTok needs a photo. Add one to the variant.");
  }
  if (draft.media.every(({ publicUrl }) => publicUrl !== null)) return null;
  const message =
    "TikTok fetches photos from this server. Set APP_URL to an address that can be reached from outside.";
  return reject("media_not_public", "media", message);
}

/** Nothing is guessed for a person: not who sees it, and not that they agree. */
function refuseChoices(draft: Draft): PublishOutcome | null {
  if (!draft.options.privacy) {
    return reject("privacy_required", "options.privacy", "Choose who can see the post on TikTok.");
  }
  if (draft.options.consent !== "true") {
    const message = "Agree to TikTok's Music Usage Confirmation first.";
    return reject("consent_required", "options.consent", message);
  }
  if (!isPaidAndPrivate(draft)) return null;
  const message = "A paid partnership can't be for “only me”. Choose who can see it.";
  return reject("branded_private", "options.privacy", message);
}

function refuseByCreator(draft: Draft, creator: Creator): PublishOutcome | null {
  if (!creator.privacy_level_options.includes(draft.options.privacy ?? "")) {
    const message =
      "The account does not offer this audience. Choose another under “Who can see it”.";
    return reject("privacy_level_option_mismatch", "options.privacy", message);
  }
  const maxSeconds = creator.max_video_post_duration_sec ?? null;
  const durationMs = findFile(draft)?.durationMs ?? null;
  if (maxSeconds === null || durationMs === null || durationMs <= maxSeconds * 1000) return null;
  const message = `This account may post videos of up to ${maxSeconds} seconds. Shorten it.`;
  return reject("duration_check_failed", "media", message);
}

export async function resumeOnTikTok(work: Work, receipt: Receipt | null): Promise<PublishOutcome> {
  if (receipt === null) {
    return notPosted("not_started", "The attempt ended before anything was posted.");
  }
  const stored = readReceipt(receipt);
  if (!stored) {
    const message = "The notes of this attempt cannot be read.";
    return { kind: "unknown", code: "bad_receipt", message };
  }
  switch (stored.stage) {
    case "announced":
      return findPhotos(work, stored.startedAt);
    case "uploading":
      return resumeFile(work, stored);
    case "processing":
      return pollPost(work, stored);
  }
}
