import type { CallContext, DraftMedia } from "../adapter";
import { EgressError, type EgressResponse } from "../http";
import { putChunk } from "./api";
import { nextChunk, toProgress } from "./chunks";
import { toStored } from "./envelope";
import { askStatus } from "./poll";
import type { Upload } from "./receipt";
import type { Work } from "./work";

const MAX_PROBES_WITHOUT_PROGRESS = 2;

export type UploadResult =
  /** TikTok has every byte. */
  | { kind: "complete" }
  /** The address takes nothing more. */
  | { kind: "expired" }
  | { kind: "refused"; status: number; response: unknown }
  | { kind: "interrupted"; message: string };

type Step = UploadResult | { kind: "continue"; at: number };

/** Sends the rest of the file from byte `from`. What is interrupted is continued in place. */
export async function sendBytes(
  work: Work,
  upload: Upload,
  media: DraftMedia,
  from: number,
): Promise<UploadResult> {
  let at = from;
  let probes = 0;
  for (;;) {
    let step = await sendChunk(work.session, upload, media, at);
    if (step.kind === "interrupted") step = await probe(work, upload, at);
    if (step.kind !== "continue") return step;
    probes = step.at > at ? 0 : probes + 1;
    if (probes > MAX_PROBES_WITHOUT_PROGRESS) {
      return { kind: "interrupted", message: "The upload to TikTok broke off" };
    }
    at = step.at;
  }
}

async function sendChunk(
  session: CallContext,
  upload: Upload,
  media: DraftMedia,
  from: number,
): Promise<Step> {
  const { total, uploadUrl } = upload;
  const chunk = nextChunk(upload, from);
  const bytes = await media.read(chunk.start, chunk.end);
  try {
    const { mimeType } = media;
    const answer = await putChunk(session, uploadUrl, { ...chunk, bytes, total, mimeType });
    return toStep(answer, chunk.end, total);
  } catch (error) {
    if (!(error instanceof EgressError)) throw error;
    return { kind: "interrupted", message: error.message };
  }
}

function toStep(answer: EgressResponse, sentUpTo: number, total: number): Step {
  const { status } = answer;
  const progress = toProgress(answer.headers["content-range"]);
  if (status === 201) return { kind: "complete" };
  if (status === 200 || status === 206) return onward(progress ?? sentUpTo, total);
  if (status === 416 && progress !== null) return onward(progress, total);
  if (status === 403 || status === 404) return { kind: "expired" };
  if (status >= 500 || [408, 416, 429].includes(status)) {
    return { kind: "interrupted", message: "TikTok had a fault of its own during the upload" };
  }
  return { kind: "refused", status, response: toStored(answer) };
}

const onward = (at: number, total: number): Step =>
  at >= total ? { kind: "complete" } : { kind: "continue", at };

/** Where TikTok stands by its own word. Without one the same bytes go again: it counts none twice. */
async function probe(work: Work, upload: Upload, at: number): Promise<Step> {
  const told = await askStatus(work, upload.publishId);
  if (!told.ok) return { kind: "continue", at };
  const { status, uploadedBytes } = told.status;
  if (status !== "PROCESSING_UPLOAD") return { kind: "complete" };
  return onward(uploadedBytes ?? at, upload.total);
}
