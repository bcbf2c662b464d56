import { createReadStream } from "node:fs";
import path from "node:path";
import { sql } from "drizzle-orm";
import type { AttachSample, VariantView } from "@/lib/contracts/campaigns";
import { catalog, Platform } from "@/lib/platforms/catalog";
import { recordAudit } from "@/server/audit/record";
import { outdated } from "@/server/campaigns/edition";
import type { Ctx } from "@/server/context";
import { invalidField } from "@/server/errors";
import { emit } from "@/server/events/emit";
import { type MediaAsset, storeUpload } from "@/server/media/store-upload";
import { changeVariant } from "@/server/variants/change-variant";
import { getVariant, requireVariant } from "@/server/variants/get-variant";

/** Streams one image or video to a variant; it takes the place of the one before. */
export async function uploadMedia(ctx: Ctx, id: string, request: Request): Promise<VariantView> {
  const { platform } = await requireVariant(ctx.db, ctx.workspaceId, id);
  if (!request.body) throw invalidField("media", "The file is empty. Choose another one.");
  const length = Number(request.headers.get("content-length"));
  const asset = await storeUpload(ctx, {
    body: request.body as unknown as AsyncIterable<Uint8Array>,
    fileName: readFileName(request.headers.get("x-file-name")),
    platform: Platform.parse(platform),
    contentLength: Number.isFinite(length) && length > 0 ? length : null,
  });
  return setMedia(ctx, id, asset);
}

/** Our own clip or image, so that everything can be tried without a file at hand. */
export async function attachSample(
  ctx: Ctx,
  id: string,
  input: AttachSample,
): Promise<VariantView> {
  const variant = await requireVariant(ctx.db, ctx.workspaceId, id);
  const platform = Platform.parse(variant.platform);
  const advised = variant.mediaAdvice?.kind === "video" ? "video" : "image";
  const kind = input.kind ?? (catalog[platform].media.video?.required ? "video" : advised);
  const fileName = kind === "video" ? "sample.mp4" : "sample.png";
  const body = createReadStream(path.resolve("public/samples", fileName));
  const asset = await storeUpload(ctx, { body, fileName, platform, contentLength: null });
  return setMedia(ctx, id, asset);
}

export function removeMedia(ctx: Ctx, id: string): Promise<VariantView> {
  return setMedia(ctx, id, null);
}

async function setMedia(ctx: Ctx, id: string, asset: MediaAsset | null): Promise<VariantView> {
  await ctx.db.transaction(async (tx) => {
    const before = await requireVariant(tx, ctx.workspaceId, id);
    const after = await changeVariant(tx, ctx, before, { mediaId: asset?.id ?? null }, sql`true`);
    if (!after) throw outdated();
    await recordAudit(tx, ctx, {
      action: asset ? "variant.media_added" : "variant.media_removed",
      subjectType: "variant",
      subjectId: id,
      subjectName: after.label,
      before: { mediaId: before.mediaId },
      after: asset
        ? { mediaId: asset.id, mimeType: asset.mimeType, bytes: asset.bytes }
        : { mediaId: null },
    });
    const data = { campaignId: after.campaignId, variantId: id, platform: after.platform };
    await emit(tx, ctx.workspaceId, [{ name: "variant.changed", data }]);
  });
  return getVariant(ctx, id);
}

function readFileName(header: string | null): string {
  try {
    return decodeURIComponent(header ?? "");
  } catch {
    return header ?? "";
  }
}
