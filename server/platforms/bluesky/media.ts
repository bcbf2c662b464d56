import type { PublishOutcome } from "@/lib/domain/publish-outcome";
import type { DraftMedia } from "../adapter";
import { EgressError } from "../http";
import { toStoredAnswer } from "../http-answer";
import { toNetworkOutcome } from "../network-outcome";
import { type BlobRef, readBlob, uploadBlob } from "./api";
import { type Card, fetchCard, fetchCardImage } from "./card";
import { toOutcome } from "./errors";
import { findLinks } from "./facets";
import type { Repository } from "./session";
import { type Embed, toExternal, toImages } from "./to-bluesky";

export type Uploaded = { ok: true; blob: BlobRef } | { ok: false; outcome: PublishOutcome };

/** A blob that no record refers to is thrown away, so that a repeated upload leaves nothing behind. */
async function upload(
  repository: Repository,
  mimeType: string,
  bytes: Uint8Array,
): Promise<Uploaded> {
  const { context } = repository;
  try {
    const response = await uploadBlob(repository, mimeType, bytes);
    if (response.status >= 300) {
      return { ok: false, outcome: toUploadOutcome(toOutcome(response, false, context.now())) };
    }
    const blob = readBlob(response);
    if (blob) return { ok: true, blob };
    const message = "Bluesky took the image but did not say where it is.";
    const stored = { response: toStoredAnswer(response) };
    const code = "bad_answer";
    const outcome = { kind: "retry_later", retryAfterMs: null, code, message, ...stored } as const;
    return { ok: false, outcome };
  } catch (error) {
    return {
      ok: false,
      outcome: toNetworkOutcome(error, "Bluesky", { creates: false, isTyped: true }),
    };
  }
}

/** Whatever is refused here is refused for the image's sake. */
function toUploadOutcome(outcome: PublishOutcome): PublishOutcome {
  return outcome.kind === "rejected"
    ? { ...outcome, code: "media_refused", field: "media" }
    : outcome;
}

export type MadeEmbed = { ok: true; embed: Embed } | { ok: false; outcome: PublishOutcome };

export async function uploadImages(
  repository: Repository,
  media: readonly DraftMedia[],
): Promise<MadeEmbed> {
  const done: { media: DraftMedia; blob: BlobRef }[] = [];
  for (const file of media) {
    const bytes = await file.read(0, file.bytes);
    const uploaded = await upload(repository, file.mimeType, bytes);
    if (!uploaded.ok) return uploaded;
    done.push({ media: file, blob: uploaded.blob });
  }
  return { ok: true, embed: toImages(done) };
}

/** The card of the first link in a text. Null whenever something is in its way. */
export async function makeCard(repository: Repository, text: string): Promise<Embed | null> {
  const link = findLinks(text)[0];
  const card = link ? await fetchCard(repository.context, link.uri) : null;
  return card && toExternal(card, await uploadThumb(repository, card));
}

async function uploadThumb(repository: Repository, card: Card): Promise<BlobRef | null> {
  if (!card.imageUrl) return null;
  const image = await fetchCardImage(repository.context, card.imageUrl);
  if (!image) return null;
  try {
    const response = await uploadBlob(repository, image.mimeType, image.bytes);
    return response.status < 300 ? readBlob(response) : null;
  } catch (error) {
    if (error instanceof EgressError) return null;
    throw error;
  }
}
