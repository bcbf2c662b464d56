import type { MediaItem } from "@/lib/contracts/media";
import type { Ctx } from "@/server/context";
import type { Reader } from "@/server/db/client";
import { countUses, type UseCounts } from "@/server/media/count-uses";
import type { MediaAsset } from "@/server/media/keep-file";

export async function toMediaItems(
  reader: Reader,
  ctx: Pick<Ctx, "workspaceId">,
  rows: readonly MediaAsset[],
): Promise<MediaItem[]> {
  const counts = await countUses(
    reader,
    ctx,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => toItem(row, counts.get(row.id)));
}

export async function toMediaItem(
  reader: Reader,
  ctx: Pick<Ctx, "workspaceId">,
  row: MediaAsset,
): Promise<MediaItem> {
  const counts = await countUses(reader, ctx, [row.id]);
  return toItem(row, counts.get(row.id));
}

function toItem(row: MediaAsset, uses: UseCounts = { variants: 0, posts: 0 }): MediaItem {
  const { id, kind, mimeType, bytes, fileName, width, height, durationMs } = row;
  const { codec, altText, parentId } = row;
  const url = `/api/media/${id}`;
  return {
    ...{ id, kind, mimeType, bytes, fileName, width, height, durationMs, codec, altText, parentId },
    ...{ url, thumbnailUrl: kind === "image" ? `${url}/thumbnail` : null, uses },
    createdAt: row.createdAt.toISOString(),
  };
}
