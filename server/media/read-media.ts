import type { Ctx } from "@/server/context";
import { getMediaRow } from "@/server/media/get-media-row";
import { sendMedia } from "@/server/media/send-media";

/** A file of this workspace, for its members. */
export async function readMedia(
  ctx: Ctx,
  id: string,
  rangeHeader: string | null,
): Promise<Response> {
  const row = await getMediaRow(ctx.db, ctx, id);
  return sendMedia(ctx.runtime, row, rangeHeader, "same-origin");
}
