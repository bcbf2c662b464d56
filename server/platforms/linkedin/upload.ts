import type { PublishOutcome } from "@/lib/domain/publish-outcome";
import type { DraftMedia, Session } from "../adapter";
import { finalizeVideo, initializeUpload, putBytes, readUpload, readVideoUpload } from "./api";
import { type Asset, toAssetKind } from "./to-linkedin";
import { type Answer, tryCall } from "./work";

export type Uploaded = { ok: true; asset: Asset } | { ok: false; outcome: PublishOutcome };

/** Uploads make no post: whatever goes wrong here, nothing was posted, and unused files expire. */
export async function upload(session: Session, media: DraftMedia): Promise<Uploaded> {
  const uploaded = await (media.kind === "video" ? uploadVideo : uploadWhole)(session, media);
  if (uploaded.ok || uploaded.outcome.kind !== "rejected") return uploaded;
  return { ok: false, outcome: { ...uploaded.outcome, code: "media_refused", field: "media" } };
}

async function uploadWhole(session: Session, media: DraftMedia): Promise<Uploaded> {
  const kind = toAssetKind(media);
  const owner = session.externalAccountId;
  const started = await tryCall(session, () => initializeUpload(session, kind, { owner }));
  if ("outcome" in started) return failed(started);
  const target = readUpload(started.response);
  if (!target) return unreadable();
  const bytes = await media.read(0, media.bytes);
  const { mimeType } = media;
  const sent = await tryCall(session, () => putBytes(session, target.url, { bytes, mimeType }));
  return "outcome" in sent ? failed(sent) : { ok: true, asset: { kind, urn: target.urn } };
}

/** Each part goes to an address of its own; what it answers is handed back in the same order. */
async function uploadVideo(session: Session, media: DraftMedia): Promise<Uploaded> {
  const started = await tryCall(session, () =>
    initializeUpload(session, "videos", {
      owner: session.externalAccountId,
      fileSizeBytes: media.bytes,
      uploadCaptions: false,
      uploadThumbnail: false,
    }),
  );
  if ("outcome" in started) return failed(started);
  const target = readVideoUpload(started.response);
  if (!target) return unreadable();
  const { video, uploadToken, uploadInstructions } = target;
  const uploadedPartIds: string[] = [];
  for (const { uploadUrl, firstByte, lastByte } of uploadInstructions) {
    const bytes = await media.read(firstByte, lastByte + 1);
    const part = { bytes, mimeType: "application/octet-stream" };
    const sent = await tryCall(session, () => putBytes(session, uploadUrl, part));
    if ("outcome" in sent) return failed(sent);
    const etag = sent.response.headers.etag?.replace(/^(?:W\/)?"(.*)"$/, "$1");
    if (!etag) return unreadable();
    uploadedPartIds.push(etag);
  }
  const request = { video, uploadToken, uploadedPartIds };
  const finished = await tryCall(session, () => finalizeVideo(session, request));
  return "outcome" in finished
    ? failed(finished)
    : { ok: true, asset: { kind: "videos", urn: video } };
}

const failed = ({ outcome }: Extract<Answer, { outcome: PublishOutcome }>): Uploaded => ({
  ok: false,
  outcome,
});

function unreadable(): Uploaded {
  const message = "LinkedIn gave an upload answer that could not be read. Nothing was posted.";
  return {
    ok: false,
    outcome: { kind: "retry_later", retryAfterMs: null, code: "bad_answer", message },
  };
}
