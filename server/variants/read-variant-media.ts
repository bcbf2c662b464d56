import { and, inArray } from "drizzle-orm";
import type { Reader } from "@/server/db/client";
import { mediaAssets } from "@/server/db/schema/campaigns";
import type { MediaRow, VariantRow } from "@/server/variants/to-variant-view";

export type FoundMedia = ReadonlyMap<string, MediaRow>;

/** The files of these variants, by their ids. */
export async function readVariantMedia(
  reader: Reader,
  rows: readonly Pick<VariantRow, "workspaceId" | "media">[],
): Promise<FoundMedia> {
  const ids = [...new Set(rows.flatMap(({ media }) => media.map(({ mediaId }) => mediaId)))];
  if (ids.length === 0) return new Map();
  const workspaceIds = [...new Set(rows.map((row) => row.workspaceId))];
  const found = await reader
    .select()
    .from(mediaAssets)
    .where(and(inArray(mediaAssets.workspaceId, workspaceIds), inArray(mediaAssets.id, ids)));
  return new Map(found.map((row) => [row.id, row]));
}

/** A variant's files in their order, each with its description; null in the place of one that is gone. */
export function filesOf(
  { workspaceId, media }: Pick<VariantRow, "workspaceId" | "media">,
  found: FoundMedia,
): ((MediaRow & { altText: string | null }) | null)[] {
  return media.map(({ mediaId, altText }) => {
    const row = found.get(mediaId);
    return row && row.workspaceId === workspaceId ? { ...row, altText } : null;
  });
}
