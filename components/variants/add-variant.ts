import { type Upload, uploadMedia } from "@/components/variants/upload";
import { toChanges, type VariantDraft } from "@/components/variants/variant-draft";
import { apiFetch } from "@/lib/api/fetcher";
import type { CreateVariant, VariantView } from "@/lib/contracts/campaigns";
import type { Platform } from "@/lib/platforms/platform";

export interface NewVariant {
  platform: Platform;
  draft: VariantDraft;
  /** What to send for each file of the draft, by its id there. */
  files: ReadonlyMap<string, File>;
  onSending: (sending: { fileName: string; upload: Upload }) => void;
  onProgress: (share: number) => void;
}

export interface AddedVariant {
  variant: VariantView;
  /** The variant is there all the same; these files are not, and why. */
  failed: { fileName: string; error: unknown }[];
}

/** Saves a new variant with its files of the library, then sends the others, then puts all in order. */
export async function addVariant(campaignId: string, given: NewVariant): Promise<AddedVariant> {
  const { platform, draft, files } = given;
  const changes = toChanges(draft);
  const kept = changes.media.filter(({ mediaId }) => !files.has(mediaId));
  const body = { ...changes, platform, media: kept } satisfies CreateVariant;
  const path = `/api/campaigns/${campaignId}/variants`;
  const created = await apiFetch<VariantView>(path, { method: "POST", body });
  const { variant, sent, failed } = await sendFiles(created, given);
  // What was sent came at the end, and a description goes with its place in the draft.
  const media = changes.media.flatMap(({ mediaId, altText }) => {
    const id = files.has(mediaId) ? sent.get(mediaId) : mediaId;
    const own = variant.media.find((each) => each.id === id);
    return own ? [{ mediaId: own.id, altText: altText ?? own.altText }] : [];
  });
  const isSaved = isDeepEqual(media, toChanges({ ...draft, media: variant.media }).media);
  if (isSaved || media.length !== variant.media.length) return { variant, failed };
  const saved = await apiFetch<VariantView>(`/api/variants/${variant.id}`, {
    method: "PATCH",
    body: { media, updatedAt: variant.updatedAt },
  });
  return { variant: saved, failed };
}

const isDeepEqual = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

interface Sent {
  variant: VariantView;
  /** The ids that files of this device were given, by their ids in the draft. */
  sent: Map<string, string>;
  failed: AddedVariant["failed"];
}

async function sendFiles(created: VariantView, given: NewVariant): Promise<Sent> {
  const { media, format } = given.draft;
  const sent = new Map<string, string>();
  const failed: AddedVariant["failed"] = [];
  let variant = created;
  for (const { id, fileName } of media) {
    const file = given.files.get(id);
    if (!file) continue;
    const known = new Set(variant.media.map((each) => each.id));
    given.onProgress(0);
    const upload = uploadMedia(variant.id, file, { format, onProgress: given.onProgress });
    given.onSending({ fileName, upload });
    try {
      variant = await upload.done;
    } catch (error) {
      failed.push({ fileName, error });
      continue;
    }
    const added = variant.media.find((each) => !known.has(each.id));
    if (added) sent.set(id, added.id);
  }
  return { variant, sent, failed };
}
