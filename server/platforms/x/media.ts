import { randomBytes } from "node:crypto";
import type { PublishOutcome } from "@/lib/domain/publish-outcome";
import type { DraftMedia, Session } from "../adapter";
import type { EgressResponse } from "../http";
import {
  appendSegment,
  finalizeUpload,
  getUploadStatus,
  initializeUpload,
  readUpload,
  setAltText,
} from "./api";
import { toNetworkOutcome, toOutcome } from "./errors";
import { toAppendForm, toMediaCategory } from "./to-x";

const SEGMENT_BYTES = 1024 * 1024;

export type MediaStep =
  | { ready: true; mediaId: string }
  | { ready: false; mediaId: string; checkAfterMs: number }
  | { ready: null; outcome: PublishOutcome };

type Answer = { response: EgressResponse } | { outcome: PublishOutcome };

// Uploads make no post: whatever goes wrong here, nothing was posted, and unused media expires at X.
async function tryCall(session: Session, send: () => Promise<EgressResponse>): Promise<Answer> {
  try {
    const response = await send();
    return response.status < 300
      ? { response }
      : { outcome: toOutcome(response, false, session.now()) };
  } catch (error) {
    return { outcome: toNetworkOutcome(error, false) };
  }
}

/** Uploads in segments. Video is then worked on by X for a while. */
export async function uploadMedia(session: Session, media: DraftMedia): Promise<MediaStep> {
  const started = await tryCall(session, () =>
    initializeUpload(session, {
      media_type: media.mimeType,
      total_bytes: media.bytes,
      media_category: toMediaCategory(media),
    }),
  );
  if ("outcome" in started) return { ready: null, outcome: started.outcome };
  const mediaId = readUpload(started.response)?.id;
  if (!mediaId) return unreadable();
  for (let start = 0, index = 0; start < media.bytes; start += SEGMENT_BYTES, index++) {
    const bytes = await media.read(start, Math.min(start + SEGMENT_BYTES, media.bytes));
    const form = toAppendForm(index, bytes, `segment-${randomBytes(12).toString("hex")}`);
    const sent = await tryCall(session, () => appendSegment(session, mediaId, form));
    if ("outcome" in sent) return { ready: null, outcome: sent.outcome };
  }
  const finished = await tryCall(session, () => finalizeUpload(session, mediaId));
  if ("outcome" in finished) return { ready: null, outcome: finished.outcome };
  return toStep(mediaId, finished.response);
}

export async function checkMedia(session: Session, mediaId: string): Promise<MediaStep> {
  const told = await tryCall(session, () => getUploadStatus(session, mediaId));
  return "outcome" in told
    ? { ready: null, outcome: told.outcome }
    : toStep(mediaId, told.response);
}

/** Null when the text is set, or when there is none to set. */
export async function describeMedia(
  session: Session,
  mediaId: string,
  altText: string | null,
): Promise<PublishOutcome | null> {
  if (!altText) return null;
  const told = await tryCall(session, () => setAltText(session, mediaId, altText));
  return "outcome" in told ? told.outcome : null;
}

function toStep(mediaId: string, response: EgressResponse): MediaStep {
  const upload = readUpload(response);
  if (!upload) return unreadable();
  const info = upload.processing_info;
  if (!info || info.state === "succeeded") return { ready: true, mediaId };
  if (info.state === "failed") {
    const message = info.error?.message || "X could not process the media";
    return {
      ready: null,
      outcome: { kind: "rejected", code: "media_failed", message, field: "media" },
    };
  }
  return { ready: false, mediaId, checkAfterMs: (info.check_after_secs ?? 5) * 1000 };
}

function unreadable(): MediaStep {
  const message = "X gave an upload answer that could not be read. Nothing was posted.";
  return {
    ready: null,
    outcome: { kind: "retry_later", retryAfterMs: null, code: "bad_answer", message },
  };
}
