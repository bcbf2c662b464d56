import type { Draft, Session } from "../adapter";
import { EgressError } from "../http";
import { putThumbnail } from "./api";
import { toReason } from "./errors";
import { toFiles } from "./to-youtube";

/**
 * Sets the picture that stands for the video, once it is out. Setting it twice is harmless, and a
 * refusal never takes the video back: what happened is told beside YouTube's answer.
 */
export async function setThumbnail(
  session: Session,
  videoId: string,
  draft: Draft,
): Promise<{ thumbnail?: { isSet: boolean; message?: string } }> {
  const { thumbnail } = toFiles(draft);
  if (!thumbnail) return {};
  try {
    const body = await thumbnail.read(0, thumbnail.bytes);
    const { mimeType } = thumbnail;
    const answer = await putThumbnail(session, videoId, { body, mimeType });
    if (answer.status < 300) return { thumbnail: { isSet: true } };
    const { message } = toReason(answer);
    return { thumbnail: { isSet: false, message: `YouTube kept its own thumbnail: ${message}` } };
  } catch (error) {
    if (!(error instanceof EgressError)) throw error;
    return { thumbnail: { isSet: false, message: `${error.message}.` } };
  }
}
