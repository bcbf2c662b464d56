import type { PublishOutcome } from "@/lib/domain/publish-outcome";
import { toStoredAnswer } from "../http-answer";
import { toNetworkOutcome } from "../network-outcome";
import { createPost, readCreatedUrn } from "./api";
import { findIssue } from "./check";
import { readDuplicate, toOutcome } from "./errors";
import { type MediaStep, uploadAll } from "./media";
import { settleDuplicate } from "./settle-duplicate";
import { type Asset, toPostBody } from "./to-linkedin";
import { toPublished, type Work } from "./work";

export async function publishPost(work: Work): Promise<PublishOutcome> {
  const { session, draft } = work;
  const issue = findIssue(draft);
  if (issue) {
    const { code, message, field } = issue;
    return { kind: "rejected", code, message, field };
  }
  return afterMedia(work, await uploadAll(session, draft.media));
}

/** Goes on with what LinkedIn has of the files. */
export async function afterMedia(work: Work, step: MediaStep): Promise<PublishOutcome> {
  if (step.kind === "stopped") return step.outcome;
  if (step.kind === "ready") return sendPost(work, step.assets);
  const { assets, checkAfterMs } = step;
  await work.saveReceipt({
    stage: "media",
    assets: assets.map(({ kind, urn }) => ({ kind, urn })),
    uploadedAt: step.uploadedAt.toISOString(),
  });
  return { kind: "pending", checkAfterMs, note: "LinkedIn is processing the files." };
}

/** `startedAt`: when it was sent for the first time, where that is in doubt. */
export async function sendPost(
  work: Work,
  assets: readonly Asset[],
  startedAt: string | null = null,
): Promise<PublishOutcome> {
  const { session, draft, key } = work;
  const sentAt = session.now();
  await work.saveReceipt({
    stage: "sending",
    assets: assets.map(({ kind, urn }) => ({ kind, urn })),
    startedAt: startedAt ?? sentAt.toISOString(),
    sentAt: sentAt.toISOString(),
  });
  try {
    const body = toPostBody(session.externalAccountId, draft, assets);
    const response = await createPost(session, body);
    const stored = toStoredAnswer(response);
    if (response.status < 300) {
      const urn = readCreatedUrn(response);
      if (urn) return toPublished(session, urn, { ...stored, urn });
      const message = "LinkedIn took the post but did not say where it is.";
      return { kind: "unknown", code: "bad_answer", message, response: stored };
    }
    const duplicate = readDuplicate(response);
    if (!duplicate) return toOutcome(response, true, session.now());
    const isDoubtful = startedAt !== null || key.attempt > 1;
    return settleDuplicate(work, { urn: duplicate.urn, sentAt, isDoubtful, response: stored });
  } catch (error) {
    return toNetworkOutcome(error, "LinkedIn", { creates: true });
  }
}
