import type { DraftMedia, Session } from "../adapter";
import { EgressError, type EgressResponse } from "../http";
import { toStoredAnswer } from "../http-answer";
import { probeUpload, putBytes, readCreatedId } from "./api";
import { toNextByte } from "./to-youtube";

// Google wants multiples of 256 KiB.
const CHUNK_BYTES = 8 * 1024 * 1024;
const MAX_PROBES_WITHOUT_PROGRESS = 2;

export interface UploadSession {
  uri: string;
  total: number;
}

export type UploadResult =
  | { kind: "created"; videoId: string; response: unknown }
  /** The session is gone. */
  | { kind: "expired" }
  /** YouTube refused the bytes or the caller. */
  | { kind: "refused"; answer: EgressResponse }
  | { kind: "interrupted"; message: string };

type Step = UploadResult | { kind: "continue"; at: number };

/** Asks the session what it has: nothing is created by asking, so this may be repeated at will. */
export async function probe(session: Session, upload: UploadSession): Promise<Step> {
  try {
    return toStep(await probeUpload(session, upload.uri, upload.total), upload.total);
  } catch (error) {
    return toInterrupted(error);
  }
}

/**
 * Sends the rest of the file from byte `from`. The video comes into being with the last byte, so
 * `beforeLast` is awaited before that one. Interruptions are probed and continued in place.
 */
export async function sendBytes(
  session: Session,
  upload: UploadSession,
  media: DraftMedia,
  from: number,
  beforeLast: () => Promise<void>,
): Promise<UploadResult> {
  let at = from;
  let probes = 0;
  for (;;) {
    const end = Math.min(at + CHUNK_BYTES, upload.total);
    if (end === upload.total) await beforeLast();
    const bytes = await media.read(at, end);
    let step = await sendChunk(session, upload, { bytes, start: at, mimeType: media.mimeType });
    if (step.kind === "interrupted") step = await probe(session, upload);
    if (step.kind !== "continue") return step;
    probes = step.at > at ? 0 : probes + 1;
    if (probes > MAX_PROBES_WITHOUT_PROGRESS) {
      return { kind: "interrupted", message: "The upload to YouTube broke off" };
    }
    at = step.at;
  }
}

async function sendChunk(
  session: Session,
  upload: UploadSession,
  part: { bytes: Uint8Array; start: number; mimeType: string },
): Promise<Step> {
  try {
    const answer = await putBytes(session, upload.uri, { ...part, total: upload.total });
    return toStep(answer, upload.total);
  } catch (error) {
    return toInterrupted(error);
  }
}

function toStep(answer: EgressResponse, total: number): Step {
  const { status } = answer;
  if (status === 200 || status === 201) {
    const videoId = readCreatedId(answer);
    if (videoId) return { kind: "created", videoId, response: toStoredAnswer(answer) };
    return { kind: "interrupted", message: "YouTube took the upload but gave no video id" };
  }
  if (status === 308) {
    const at = toNextByte(answer.headers.range);
    // All bytes are there and still no video: YouTube is about to answer.
    if (at >= total) return { kind: "interrupted", message: "YouTube is finishing the upload" };
    return { kind: "continue", at };
  }
  if (status === 404 || status === 410) return { kind: "expired" };
  if (status >= 500 || status === 429 || status === 408) {
    return { kind: "interrupted", message: "YouTube had a fault of its own during the upload" };
  }
  return { kind: "refused", answer };
}

function toInterrupted(error: unknown): Step {
  if (!(error instanceof EgressError)) throw error;
  return { kind: "interrupted", message: error.message };
}
