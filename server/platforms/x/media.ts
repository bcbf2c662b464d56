import { randomBytes } from "node:crypto";
import type { PublishOutcome } from "@/lib/domain/publish-outcome";
import type { DraftMedia, Session } from "../adapter";
import type { EgressResponse } from "../http";
import { toUploadForm } from "../multipart";
import { toNetworkOutcome } from "../network-outcome";
import {
  appendSegment,
  finalizeUpload,
  getUploadStatus,
  initializeUpload,
  readUpload,
  setAltText,
} from "./api";
import { toOutcome } from "./errors";
import { toMediaCategory } from "./to-x";

const SEGMENT_BYTES = 1024 * 1024;

type Upload =
  | { ready: true; mediaId: string }
  | { ready: false; mediaId: string; checkAfterMs: number }
  | { ready: null; outcome: PublishOutcome };

/** All media are ready, or X still works on one, or something went wrong. */
export type MediaStep = { ready: true; mediaIds: string[] } | Exclude<Upload, { ready: true }>;

type Answer = { response: EgressResponse } | { outcome: PublishOutcome };

// Uploads make no post: whatever goes wrong here, nothing was posted, and unused media expires at X.
async function tryCall(session: Session, send: () => Promise<EgressResponse>): Promise<Answer> {
  try {
    const response = await send();
    if (response.status < 300) return { response };
    const outcome = toOutcome(response, false, session.now());
    if (outcome.kind !== "rejected") return { outcome };
    return { outcome: { ...outcome, code: "media_refused", field: "media" } };
  } catch (error) {
    return { outcome: toNetworkOutcome(error, "X", { creates: false }) };
  }
}

/** Up to four photos, or one GIF or video, which X then works on for a while. */
export async function uploadAll(
  session: Session,
  media: readonly DraftMedia[],
): Promise<MediaStep> {
  const mediaIds: string[] = [];
  for (const item of media) {
    const step = await describe(session, item, await upload(session, item));
    if (!step.ready) return step;
    mediaIds.push(step.mediaId);
  }
  return { ready: true, mediaIds };
}

/** Whether X is done with the one GIF or video of a post. */
export async function checkMedia(
  session: Session,
  [media]: readonly DraftMedia[],
  mediaId: string,
): Promise<MediaStep> {
  const told = await tryCall(session, () => getUploadStatus(session, mediaId));
  if ("outcome" in told) return { ready: null, outcome: told.outcome };
  const step = await describe(session, media, toUpload(mediaId, told.response));
  return step.ready ? { ready: true, mediaIds: [step.mediaId] } : step;
}

async function upload(session: Session, media: DraftMedia): Promise<Upload> {
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
    const form = toUploadForm(
      { segment_index: String(index) },
      { name: "media", fileName: "segment", mimeType: "application/octet-stream", bytes },
      `segment-${randomBytes(12).toString("hex")}`,
    );
    const sent = await tryCall(session, () => appendSegment(session, mediaId, form));
    if ("outcome" in sent) return { ready: null, outcome: sent.outcome };
  }
  const finished = await tryCall(session, () => finalizeUpload(session, mediaId));
  if ("outcome" in finished) return { ready: null, outcome: finished.outcome };
  return toUpload(mediaId, finished.response);
}

/** Pictures get their description as soon as they are ready; X keeps none for video. */
async function describe(
  session: Session,
  media: DraftMedia | undefined,
  step: Upload,
): Promise<Upload> {
  const altText = media?.kind === "image" ? media.altText?.trim() : null;
  if (!step.ready || !altText) return step;
  const told = await tryCall(session, () => setAltText(session, step.mediaId, altText));
  return "outcome" in told ? { ready: null, outcome: told.outcome } : step;
}

function toUpload(mediaId: string, response: EgressResponse): Upload {
  const told = readUpload(response);
  if (!told) return unreadable();
  const info = told.processing_info;
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

function unreadable(): Upload {
  const message = "X gave an upload answer that could not be read. Nothing was posted.";
  return {
    ready: null,
    outcome: { kind: "retry_later", retryAfterMs: null, code: "bad_answer", message },
  };
}
