import { and, eq } from "drizzle-orm";
import type { Ctx } from "@/server/context";
import type { Reader } from "@/server/db/client";
import { mediaAssets } from "@/server/db/schema/campaigns";
import { notFound } from "@/server/errors";
import type { MediaAsset } from "@/server/media/keep-file";

/** @throws AppError `not_found` also for a file of another workspace */
export async function getMediaRow(
  reader: Reader,
  { workspaceId }: Pick<Ctx, "workspaceId">,
  id: string,
): Promise<MediaAsset> {
  const [row] = await reader
    .select()
    .from(mediaAssets)
    .where(and(eq(mediaAssets.id, id), eq(mediaAssets.workspaceId, workspaceId)));
  if (!row) throw notFound("file");
  return row;
}
