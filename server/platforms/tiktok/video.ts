import type { PublishOutcome } from "@/lib/domain/publish-outcome";
import { notPosted } from "../network-outcome";
import { initPost, type PublishStatus, readInitiated } from "./api";
import { attempt } from "./attempt";
import { planChunks } from "./chunks";
import { isUploadUrl } from "./endpoints";
import { afterUntold, askStatus, pollPost, settleStatus } from "./poll";
import type { Upload } from "./receipt";
import { findFile, type InitBody } from "./to-tiktok";
import { sendBytes, type UploadResult } from "./upload";
import { ageOf, lookAgain, type Work } from "./work";

// An upload address lives for an hour; past this one surely takes nothing more.
const ADDRESS_DEAD_AFTER_MS = 70 * 60_000;

/**
 * Announces a file and sends it. Until all its bytes are there TikTok posts nothing, so that an
 * announcement whose answer was lost may be made again; once bytes go, it is this upload or none.
 */
export async function publishFile(
  work: Work,
  toInit: (plan: ReturnType<typeof planChunks>) => InitBody,
): Promise<PublishOutcome> {
  const { session } = work;
  const file = findFile(work.draft);
  if (!file) return noVideo();
  const plan = planChunks(file.bytes);
  const answer = await attempt(session, false, () => initPost(session, toInit(plan)));
  if (!answer.ok) return answer.outcome;
  const told = readInitiated(answer.response);
  if (!told?.upload_url || !isUploadUrl(session.endpoints, told.upload_url)) {
    return notPosted("bad_answer", "TikTok gave no upload address.");
  }
  const upload: Upload = {
    stage: "uploading",
    publishId: told.publish_id,
    uploadUrl: told.upload_url,
    ...plan,
    startedAt: session.now().toISOString(),
  };
  await work.saveReceipt(upload);
  return sendFile(work, upload, 0);
}

export const noVideo = (): PublishOutcome => ({
  kind: "rejected",
  code: "video_required",
  message: "TikTok needs a video. Upload an MP4 to this variant.",
  field: "media",
});

/** Goes on where TikTok says it stands. */
export async function resumeFile(work: Work, upload: Upload): Promise<PublishOutcome> {
  const told = await askStatus(work, upload.publishId);
  if (!told.ok) return afterUntold(told.outcome);
  const { status, uploadedBytes } = told.status;
  const isWhole = uploadedBytes !== null && uploadedBytes >= upload.total;
  if (status !== "PROCESSING_UPLOAD" || isWhole) return settleStatus(work, upload, told);
  return sendFile(work, upload, uploadedBytes ?? 0);
}

async function sendFile(work: Work, upload: Upload, from: number): Promise<PublishOutcome> {
  const file = findFile(work.draft);
  if (!file || file.bytes !== upload.total) {
    const message = "The video file is gone or was changed while it was sent.";
    return { kind: "unknown", code: "media_missing", message };
  }
  return settleUpload(work, upload, await sendBytes(work, upload, file, from));
}

async function settleUpload(
  work: Work,
  upload: Upload,
  result: UploadResult,
): Promise<PublishOutcome> {
  const { publishId, startedAt } = upload;
  switch (result.kind) {
    case "complete":
      await work.saveReceipt({ stage: "processing", publishId, startedAt });
      return pollPost(work, { publishId, startedAt });
    case "expired":
      return afterExpiry(work, upload);
    case "interrupted":
      return { kind: "pending", checkAfterMs: 30_000, note: `${result.message}. It goes on soon.` };
    case "refused":
      return afterRefusal(work, upload, result);
  }
}

/** The same bytes may have been sent before: only TikTok's own count proves that some are missing. */
async function afterRefusal(
  work: Work,
  upload: Upload,
  { status, response }: Extract<UploadResult, { kind: "refused" }>,
): Promise<PublishOutcome> {
  const told = await askStatus(work, upload.publishId);
  if (!told.ok) return afterUntold(told.outcome);
  if (isUnfinished(told.status, upload)) {
    const message = "TikTok did not take the file. Upload it to the variant again.";
    return { kind: "rejected", code: `upload_${status}`, message, field: "media", response };
  }
  return settleStatus(work, upload, told);
}

/** An address also ends when everything is there: only a state that stays unfinished proves absence. */
async function afterExpiry(work: Work, upload: Upload): Promise<PublishOutcome> {
  const told = await askStatus(work, upload.publishId);
  if (!told.ok) return afterUntold(told.outcome);
  if (!isUnfinished(told.status, upload)) return settleStatus(work, upload, told);
  if (ageOf(work, upload.startedAt) > ADDRESS_DEAD_AFTER_MS) {
    return notPosted("upload_expired", "TikTok's upload address ended before all bytes were sent.");
  }
  return lookAgain(work, upload.startedAt, "TikTok's upload address has ended");
}

const isUnfinished = ({ status, uploadedBytes }: PublishStatus, { total }: Upload): boolean =>
  status === "PROCESSING_UPLOAD" && uploadedBytes !== null && uploadedBytes < total;
