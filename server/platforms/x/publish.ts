import type { PublishOutcome } from "@/lib/domain/publish-outcome";
import { findIssue } from "./check";
import { type MediaStep, uploadAll } from "./media";
import { sendParts } from "./send-parts";
import { toPoll } from "./to-x";
import type { Work } from "./work";

export async function publishTweet(work: Work): Promise<PublishOutcome> {
  const { session, draft } = work;
  const issue = findIssue(draft);
  if (issue) {
    const { code, message, field } = issue;
    return { kind: "rejected", code, message, field };
  }
  return afterMedia(work, await uploadAll(session, draft.media));
}

/** Goes on with what X has of the media. */
export async function afterMedia(work: Work, step: MediaStep): Promise<PublishOutcome> {
  if (step.ready === null) return step.outcome;
  if (step.ready) {
    return sendParts(work, { mediaIds: step.mediaIds, poll: toPoll(work.draft) });
  }
  await work.saveReceipt({ stage: "media", mediaId: step.mediaId });
  return { kind: "pending", checkAfterMs: step.checkAfterMs, note: "X is processing the media." };
}
