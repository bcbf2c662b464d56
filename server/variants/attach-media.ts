import { createReadStream } from "node:fs";
import path from "node:path";
import type {
  AttachAssets,
  AttachMedia,
  AttachSample,
  RemoveMedia,
  VariantView,
} from "@/lib/contracts/campaigns";
import { nameOf } from "@/lib/domain/draft-issue";
import { catalog } from "@/lib/platforms/catalog";
import { type FormatRules, rulesOf } from "@/lib/platforms/find-format";
import { Platform } from "@/lib/platforms/platform";
import type { Ctx } from "@/server/context";
import type { VariantMedia } from "@/server/db/schema/campaigns";
import { invalidField } from "@/server/errors";
import { getMediaRow } from "@/server/media/get-media-row";
import { storeUpload } from "@/server/media/store-upload";
import { changeMedia } from "@/server/variants/change-media";
import { getVariant, requireVariant } from "@/server/variants/get-variant";
import { readVariantMedia } from "@/server/variants/read-variant-media";
import type { MediaRow, VariantRow } from "@/server/variants/to-variant-view";

/** Streams one file to the end of a variant's list; where the format takes one, it replaces that. */
export async function uploadMedia(
  ctx: Ctx,
  id: string,
  request: Request,
  { format }: AttachMedia = {},
): Promise<VariantView> {
  const variant = await requireVariant(ctx.db, ctx.workspaceId, id);
  assertNotFull(variant, format);
  if (!request.body) throw invalidField("media", "The file is empty. Choose another one.");
  const length = Number(request.headers.get("content-length"));
  const asset = await storeUpload(ctx, {
    body: request.body as unknown as AsyncIterable<Uint8Array>,
    fileName: readFileName(request.headers.get("x-file-name")),
    platform: Platform.parse(variant.platform),
    contentLength: Number.isFinite(length) && length > 0 ? length : null,
  });
  return append(ctx, id, asset, format);
}

/** Our own clip or image, so that everything can be tried without a file at hand. */
export async function attachSample(
  ctx: Ctx,
  id: string,
  { kind: wanted, format }: AttachSample,
): Promise<VariantView> {
  const variant = await requireVariant(ctx.db, ctx.workspaceId, id);
  assertNotFull(variant, format);
  const platform = Platform.parse(variant.platform);
  const rules = toRules(variant, format);
  const { kinds } = rules.format.media;
  const advised = variant.mediaAdvice?.kind === "video" ? "video" : "image";
  const only = kinds.includes("image") && !rules.video?.required ? null : "video";
  const kind = wanted ?? only ?? (kinds.includes(advised) ? advised : "image");
  const fileName = kind === "video" ? "sample.mp4" : "sample.png";
  const body = createReadStream(path.resolve("public/samples", fileName));
  const asset = await storeUpload(ctx, { body, fileName, platform, contentLength: null });
  return append(ctx, id, asset, format);
}

/** Takes one file out of a variant's list, or every one. A file that is not in it is no mistake. */
export async function removeMedia(
  ctx: Ctx,
  id: string,
  { mediaId }: RemoveMedia = {},
): Promise<VariantView> {
  await changeMedia(ctx, id, ({ media }) => ({
    media: mediaId ? media.filter((item) => item.mediaId !== mediaId) : [],
    action: "variant.media_removed",
    detail: mediaId ? { mediaId } : {},
  }));
  return getVariant(ctx, id);
}

/** Files of the library, at the end of a variant's list or in the place of one that is there. */
export async function attachAssets(
  ctx: Ctx,
  id: string,
  { mediaIds, format, replaces }: AttachAssets,
): Promise<VariantView> {
  await requireVariant(ctx.db, ctx.workspaceId, id);
  const rows = await Promise.all(mediaIds.map((mediaId) => getMediaRow(ctx.db, ctx, mediaId)));
  const [first] = rows;
  if (replaces && first) return replace(ctx, id, replaces, first);
  for (const row of rows) await append(ctx, id, row, format);
  return getVariant(ctx, id);
}

async function replace(
  ctx: Ctx,
  id: string,
  formerId: string,
  asset: MediaRow,
): Promise<VariantView> {
  await changeMedia(ctx, id, ({ media }) => ({
    media: media
      .filter(({ mediaId }) => mediaId !== asset.id || mediaId === formerId)
      .map((item) => (item.mediaId === formerId ? { ...item, mediaId: asset.id } : item)),
    action: "variant.media_replaced",
    detail: { mediaId: asset.id, replaces: formerId },
  }));
  return getVariant(ctx, id);
}

async function append(
  ctx: Ctx,
  id: string,
  asset: MediaRow,
  format: string | undefined,
): Promise<VariantView> {
  await changeMedia(ctx, id, async (variant, tx) => {
    const rules = toRules(variant, format);
    const found = await readVariantMedia(tx, [variant]);
    const isReplaced = ({ mediaId }: VariantMedia) =>
      rules.format.media.max === 1 || takesPlaceOf(rules, asset, found.get(mediaId));
    const action = "variant.media_added";
    const detail = { mediaId: asset.id, mimeType: asset.mimeType, bytes: asset.bytes };
    // The same bytes are one file of the library, and a post shows it once.
    if (variant.media.some(({ mediaId }) => mediaId === asset.id)) {
      return { media: variant.media, action, detail };
    }
    const kept = variant.media.filter((item) => !isReplaced(item));
    assertRoom({ ...variant, media: kept }, format);
    // A description goes with its image, and stays when a better copy of that is uploaded.
    const isFirst = kept.length === 0 && asset.kind === "image";
    const described = isFirst
      ? variant.media[0]?.altText || variant.mediaAdvice?.altText.trim()
      : null;
    return {
      media: [...kept, { mediaId: asset.id, altText: asset.altText || described || null }],
      ...{ action, detail },
    };
  });
  return getVariant(ctx, id);
}

/** Beside a video there is one image, its thumbnail: another file replaces that of its own kind. */
function takesPlaceOf(rules: FormatRules, asset: MediaRow, there: MediaRow | undefined): boolean {
  return rules.video?.required === true && there?.kind === asset.kind;
}

const toRules = ({ platform, format }: VariantRow, chosen: string | undefined) =>
  rulesOf(catalog[Platform.parse(platform)], chosen ?? format);

/** Before a file is sent in vain: whether it would replace another is known only once it is here. */
function assertNotFull(variant: VariantRow, format: string | undefined): void {
  const rules = toRules(variant, format);
  const mayReplace = rules.format.media.max === 1 || rules.video?.required;
  if (!mayReplace) assertRoom(variant, format);
}

/** @throws AppError `invalid` when the format takes no more files. */
function assertRoom(variant: VariantRow, format: string | undefined): void {
  const rules = toRules(variant, format);
  const { max } = rules.format.media;
  if (variant.media.length < max) return;
  const name = nameOf(catalog[Platform.parse(variant.platform)], rules);
  const message =
    max === 0
      ? `${name} takes no files. Choose another format first.`
      : `${name} takes ${max} files. Remove one first.`;
  throw invalidField("media", message);
}

function readFileName(header: string | null): string {
  try {
    return decodeURIComponent(header ?? "");
  } catch {
    return header ?? "";
  }
}
