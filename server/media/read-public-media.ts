import { eq } from "drizzle-orm";
import { Id } from "@/lib/contracts/common";
import type { Ctx } from "@/server/context";
import { mediaAssets } from "@/server/db/schema/campaigns";
import { isMediaSignature } from "@/server/media/public-url";
import { sendMedia } from "@/server/media/send-media";

/** A file for whoever holds its signed link; anybody else learns nothing, not even that it exists. */
export async function readPublicMedia(
  runtime: Pick<Ctx["runtime"], "database" | "env" | "egress">,
  link: { id: string; signature: string },
  rangeHeader: string | null,
): Promise<Response> {
  const isSigned =
    Id.safeParse(link.id).success && isMediaSignature(runtime.env, link.id, link.signature);
  const [row] = isSigned
    ? await runtime.database.db.select().from(mediaAssets).where(eq(mediaAssets.id, link.id))
    : [];
  if (!row) return new Response("There is no file at this address.", { status: 404 });
  return sendMedia(runtime, row, rangeHeader, "cross-origin");
}
