import { randomBytes } from "node:crypto";
import type { PublishOutcome } from "@/lib/domain/publish-outcome";
import type { DraftMedia, Session } from "../adapter";
import { attempt } from "../meta/attempt";
import { readId } from "../meta/graph";
import { toUploadForm } from "../multipart";
import { notPosted } from "../network-outcome";
import { uploadPhoto } from "./api";
import { facebookRefusals } from "./errors";

export type Uploaded = { ok: true; ids: string[] } | { ok: false; outcome: PublishOutcome };

/** Photos that nobody sees until a post names them, so that uploading again does no harm. */
export async function uploadPhotos(
  session: Session,
  media: readonly DraftMedia[],
): Promise<Uploaded> {
  const ids: string[] = [];
  for (const photo of media) {
    const form = await toPhotoForm(photo);
    const answer = await attempt(session, facebookRefusals, false, () =>
      uploadPhoto(session, form),
    );
    if (!answer.ok) return { ok: false, outcome: answer.outcome };
    const id = readId(answer.response);
    if (id === null) {
      return { ok: false, outcome: notPosted("bad_answer", "Facebook gave no id for a photo.") };
    }
    ids.push(id);
  }
  return { ok: true, ids };
}

async function toPhotoForm(photo: DraftMedia) {
  const bytes = await photo.read(0, photo.bytes);
  const { fileName, mimeType } = photo;
  const altText = photo.altText?.trim() ?? "";
  return toUploadForm(
    { published: "false", ...(altText === "" ? {} : { alt_text_custom: altText }) },
    { name: "source", fileName, mimeType, bytes },
    `photo-${randomBytes(12).toString("hex")}`,
  );
}
