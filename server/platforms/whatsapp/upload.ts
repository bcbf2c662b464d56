import { z } from "zod";
import type { PublishOutcome } from "@/lib/domain/publish-outcome";
import type { Draft, DraftMedia, Prepared, Receipt, Session } from "../adapter";
import type { EgressResponse } from "../http";
import { attempt } from "../meta/attempt";
import { readGraphError } from "../meta/errors";
import { readId } from "../meta/graph";
import { toUploadForm } from "../multipart";
import { notPosted } from "../network-outcome";
import { getMedia, uploadMedia } from "./api";
import { refine, whatsappRefusals } from "./errors";

/** A file that WhatsApp keeps, as all messages of a post name it. */
const StoredFile = z.object({
  mediaId: z.string().min(1),
  sha256: z.string(),
  /** Epoch milliseconds. */
  uploadedAt: z.number(),
});
type StoredFile = z.infer<typeof StoredFile>;

/** WhatsApp keeps a file for 30 days; a day is left for the messages themselves. */
const KEPT_MS = 29 * 86_400_000;

/** One upload for a whole post. Only a message makes the file seen, so twice does no harm. */
export async function prepareFile(
  session: Session,
  draft: Draft,
  kept: Receipt | null,
): Promise<Prepared> {
  const [media] = draft.media;
  if (!media) return { ok: true, prepared: null };
  const known = StoredFile.safeParse(kept).data;
  const isFresh = known && session.now().getTime() - known.uploadedAt < KEPT_MS;
  if (isFresh && known.sha256 === media.sha256) return { ok: true, prepared: kept };
  const uploaded = await upload(session, media);
  if (!uploaded.ok) return uploaded;
  const file: StoredFile = {
    mediaId: uploaded.id,
    sha256: media.sha256,
    uploadedAt: session.now().getTime(),
  };
  return { ok: true, prepared: file };
}

export const readPrepared = ({ prepared }: Draft): string | null =>
  StoredFile.safeParse(prepared).data?.mediaId ?? null;

type Uploaded = { ok: true; id: string } | { ok: false; outcome: PublishOutcome };

async function upload(session: Session, media: DraftMedia): Promise<Uploaded> {
  const { fileName, mimeType } = media;
  const bytes = await media.read(0, media.bytes);
  const form = toUploadForm(
    { messaging_product: "whatsapp", type: mimeType },
    { name: "file", fileName, mimeType, bytes },
    `upload-${media.sha256.slice(0, 24)}`,
  );
  const answer = await attempt(session, whatsappRefusals, false, () => uploadMedia(session, form));
  if (!answer.ok) return { ok: false, outcome: refine(answer.outcome, answer.response) };
  const id = readId(answer.response);
  if (id !== null) return { ok: true, id };
  return {
    ok: false,
    outcome: notPosted("bad_answer", "WhatsApp gave no id for the uploaded file."),
  };
}

/** Refusals that may come of a file which is not there any more, or of much else. */
const MAYBE_FILE = new Set([100, 131_008, 131_009, 131_052, 131_053, 132_012]);

/** Asks, since no code of a refused message means the file alone. */
export async function isFileGone(
  session: Session,
  refused: EgressResponse,
  mediaId: string,
): Promise<boolean> {
  if (!MAYBE_FILE.has(readGraphError(refused).code)) return false;
  const answer = await attempt(session, whatsappRefusals, false, () => getMedia(session, mediaId));
  if (answer.ok || !answer.response) return false;
  return readGraphError(answer.response).code === 100 || answer.response.status === 404;
}
