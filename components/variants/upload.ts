import { apiFetch } from "@/lib/api/fetcher";
import { type Sending, sendFile } from "@/lib/api/send-file";
import type { VariantView } from "@/lib/contracts/campaigns";
import type { MediaItem } from "@/lib/contracts/media";
import type { DraftFix } from "@/lib/domain/draft-issue";

export type Upload = Sending<VariantView>;

export function uploadMedia(
  variantId: string,
  file: File,
  { format, onProgress }: { format: string; onProgress: (share: number) => void },
): Upload {
  const path = `/api/variants/${variantId}/media?${new URLSearchParams({ format })}`;
  return sendFile<VariantView>({ method: "PUT", path, file, onProgress });
}

export const removeMedia = (variantId: string, mediaId: string) =>
  apiFetch<VariantView>(`/api/variants/${variantId}/media?mediaId=${mediaId}`, {
    method: "DELETE",
  });

export const attachSample = (variantId: string, format: string, kind: "image" | "video" | null) =>
  apiFetch<VariantView>(`/api/variants/${variantId}/media/sample`, {
    method: "POST",
    body: { format, ...(kind ? { kind } : {}) },
  });

/** Files of the library; with `replaces`, the one takes that file's place and description. */
export const attachAssets = (
  variantId: string,
  body: { mediaIds: readonly string[]; format: string; replaces?: string },
) => apiFetch<VariantView>(`/api/variants/${variantId}/media`, { method: "POST", body });

/** Makes the copy that a platform takes. The file itself stays in the library as it is. */
export function makeCopy(mediaId: string, { kind, ...wanted }: DraftFix): Promise<MediaItem> {
  return apiFetch<MediaItem>(`/api/media/${mediaId}/${kind}`, { method: "POST", body: wanted });
}
