import { z } from "zod";
import type { PublishOutcome } from "@/lib/domain/publish-outcome";
import type { Draft, IdempotencyKey, Receipt, SaveReceipt, Session } from "../adapter";
import { toRefusedLook } from "../in-doubt";
import { notPosted, toNetworkOutcome } from "../network-outcome";
import { readSessionUri, startUpload } from "./api";
import { toOutcome } from "./errors";
import { pollVideo } from "./poll-video";
import { toFiles, toPrivacy, toVideoBody } from "./to-youtube";
import { probe, sendBytes, type UploadResult, type UploadSession } from "./upload";

const StoredReceipt = z.discriminatedUnion("stage", [
  z.object({
    stage: z.literal("uploading"),
    uri: z.string(),
    total: z.number(),
    /** True once the byte that makes the video may have been sent. */
    lastSent: z.boolean(),
  }),
  z.object({ stage: z.literal("processing"), videoId: z.string(), sentAt: z.iso.datetime() }),
]);

const MINUTE_MS = 60_000;
const UPLOAD_WITHIN_MS = 6 * 3_600_000;

interface Work {
  session: Session;
  draft: Draft;
  key: IdempotencyKey;
  saveReceipt: SaveReceipt;
}

export async function publishVideo(work: Work): Promise<PublishOutcome> {
  const { session, draft } = work;
  const { video: media } = toFiles(draft);
  if (!media) {
    const message = "YouTube needs a video. Upload an MP4 to this variant.";
    return { kind: "rejected", code: "video_required", message, field: "media" };
  }
  const privacy = toPrivacy(draft);
  if (privacy === null) {
    const message = "Privacy must be public, unlisted or private.";
    return { kind: "rejected", code: "invalid_privacy", message, field: "options.privacy" };
  }
  let uri: string | null;
  try {
    const answer = await startUpload(session, toVideoBody(draft, privacy), media);
    if (answer.status >= 300) return toOutcome(answer, session.now());
    uri = readSessionUri(session, answer);
  } catch (error) {
    return toNetworkOutcome(error, "YouTube", { creates: false });
  }
  if (uri === null) return notPosted("bad_answer", "YouTube gave no upload address.");
  const upload = { uri, total: media.bytes };
  await saveUploading(work, upload, false);
  return send(work, upload, 0, false);
}

/** `mayExist`: an earlier run may already have sent the last byte. */
async function send(
  work: Work,
  upload: UploadSession,
  from: number,
  mayExist: boolean,
): Promise<PublishOutcome> {
  const { video: media } = toFiles(work.draft);
  if (!media) return notPosted("media_missing", "The video file is gone.");
  let lastSent = mayExist;
  const beforeLast = async () => {
    if (lastSent) return;
    lastSent = true;
    await saveUploading(work, upload, true);
  };
  const result = await sendBytes(work.session, upload, media, from, beforeLast);
  return settle(work, result, lastSent);
}

async function settle(
  work: Work,
  result: UploadResult,
  lastSent: boolean,
): Promise<PublishOutcome> {
  if (result.kind === "created") {
    const sentAt = work.session.now().toISOString();
    await work.saveReceipt({ stage: "processing", videoId: result.videoId, sentAt });
    return pollVideo(work, result.videoId, sentAt);
  }
  if (result.kind === "refused") {
    const outcome = toOutcome(result.answer, work.session.now());
    if (!lastSent || !("code" in outcome)) return outcome;
    // Whatever the reason: with the last byte out, a refusal does not prove that there is no video.
    const { code, message, response } = outcome;
    return { kind: "unknown", code, message: `${message} The video may exist.`, response };
  }
  const message =
    result.kind === "expired" ? "The upload session has ended." : `${result.message}.`;
  const code = result.kind === "expired" ? "session_expired" : "upload_interrupted";
  if (lastSent) return { kind: "unknown", code, message: `${message} The video may exist.` };
  // The session keeps the bytes that arrived.
  return result.kind === "expired"
    ? notPosted(code, message)
    : { kind: "pending", checkAfterMs: MINUTE_MS, note: message };
}

export async function resumeVideo(work: Work, receipt: Receipt | null): Promise<PublishOutcome> {
  if (receipt === null) {
    return notPosted("not_started", "The attempt ended before YouTube opened an upload.");
  }
  const stored = StoredReceipt.safeParse(receipt);
  if (!stored.success) {
    const message = "The notes of this attempt cannot be read.";
    return { kind: "unknown", code: "bad_receipt", message };
  }
  if (stored.data.stage === "processing") {
    return pollVideo(work, stored.data.videoId, stored.data.sentAt);
  }
  const { lastSent } = stored.data;
  if (!lastSent && isTooOld(work)) {
    return notPosted("upload_interrupted", "The upload to YouTube did not end in time.");
  }
  const step = await probe(work.session, stored.data);
  if (step.kind === "interrupted") {
    return { kind: "pending", checkAfterMs: MINUTE_MS, note: step.message };
  }
  // The same session, so that a run we believed dead and this one can make one video at most.
  if (step.kind === "continue") return send(work, stored.data, step.at, lastSent);
  const refusal = step.kind === "refused" ? toOutcome(step.answer, work.session.now()) : null;
  // The caller was refused, not the video: it is looked for again, with a fresh access if need be.
  if (refusal?.kind === "reconnect") return toRefusedLook(refusal);
  if (refusal?.kind === "retry_later" && lastSent) {
    const checkAfterMs = refusal.retryAfterMs ?? MINUTE_MS;
    return { kind: "pending", checkAfterMs, note: refusal.message };
  }
  return settle(work, step, lastSent);
}

/** What is sent in parts for so long would come out of turn. */
const isTooOld = ({ session, key }: Work) =>
  session.now().getTime() - key.firstAttemptAt.getTime() > UPLOAD_WITHIN_MS;

function saveUploading(work: Work, upload: UploadSession, lastSent: boolean): Promise<void> {
  const { uri, total } = upload;
  return work.saveReceipt({ stage: "uploading", uri, total, lastSent });
}
