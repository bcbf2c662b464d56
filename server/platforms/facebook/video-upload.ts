import { randomBytes } from "node:crypto";
import type { PublishOutcome } from "@/lib/domain/publish-outcome";
import type { DraftMedia, Session } from "../adapter";
import { attempt } from "../meta/attempt";
import { isOwnHost } from "../meta/endpoints";
import { toUploadForm } from "../multipart";
import { notPosted } from "../network-outcome";
import {
  readOffsets,
  readStarted,
  readSuccess,
  sendVideoFile,
  tellPhase,
  transferChunk,
} from "./api";
import { facebookRefusals } from "./errors";
import type { VideoEdge } from "./to-facebook";

export type UploadedVideo =
  | { ok: true; videoId: string; sessionId: string | null }
  | { ok: false; outcome: PublishOutcome };

const unreadable = (what: string): UploadedVideo => ({
  ok: false,
  outcome: notPosted("bad_answer", `Facebook gave ${what} that could not be read.`),
});

/** Nothing is public before the finish, so that an upload may be given up at any point. */
export async function uploadVideo(
  session: Session,
  edge: VideoEdge,
  media: DraftMedia,
): Promise<UploadedVideo> {
  return edge === "videos" ? uploadInChunks(session, media) : uploadAtOnce(session, edge, media);
}

/** Facebook says which bytes it wants next, until it wants none. */
async function uploadInChunks(session: Session, media: DraftMedia): Promise<UploadedVideo> {
  const begun = await attempt(session, facebookRefusals, false, () =>
    tellPhase(session, "videos", { upload_phase: "start", file_size: String(media.bytes) }),
  );
  if (!begun.ok) return begun;
  const started = readStarted(begun.response);
  const sessionId = started?.upload_session_id;
  if (!started || !sessionId) return unreadable("an upload session");
  let start = started.start_offset ?? 0;
  let end = started.end_offset ?? media.bytes;
  while (start < end) {
    const form = await toChunkForm(media, { sessionId, start, end });
    const sent = await attempt(session, facebookRefusals, false, () =>
      transferChunk(session, form),
    );
    if (!sent.ok) return sent;
    const next = readOffsets(sent.response);
    if (!next || next.start_offset <= start) return unreadable("an upload answer");
    start = next.start_offset;
    end = next.end_offset;
  }
  return { ok: true, videoId: started.video_id, sessionId };
}

async function toChunkForm(
  media: DraftMedia,
  part: { sessionId: string; start: number; end: number },
) {
  const end = Math.min(part.end, media.bytes);
  return toUploadForm(
    {
      upload_phase: "transfer",
      upload_session_id: part.sessionId,
      start_offset: String(part.start),
    },
    {
      name: "video_file_chunk",
      fileName: "chunk",
      mimeType: "application/octet-stream",
      bytes: await media.read(part.start, end),
    },
    `chunk-${randomBytes(12).toString("hex")}`,
  );
}

/** Reels and stories get an address of their own, which takes the whole file. */
async function uploadAtOnce(
  session: Session,
  edge: VideoEdge,
  media: DraftMedia,
): Promise<UploadedVideo> {
  const begun = await attempt(session, facebookRefusals, false, () =>
    tellPhase(session, edge, { upload_phase: "START" }),
  );
  if (!begun.ok) return begun;
  const started = readStarted(begun.response);
  if (!started) return unreadable("an upload session");
  const videoId = started.video_id;
  const url = started.upload_url ?? "";
  // The page's token goes along, so that it is sent nowhere else.
  if (!isOwnHost(session, url)) return unreadable("an upload address");
  const sent = await attempt(session, facebookRefusals, false, () =>
    sendVideoFile(session, url, media),
  );
  if (!sent.ok) return sent;
  if (!readSuccess(sent.response)) return unreadable("an upload answer");
  return { ok: true, videoId, sessionId: null };
}
