import { and, eq, inArray } from "drizzle-orm";
import { catalog } from "@/lib/platforms/catalog";
import { rulesOf } from "@/lib/platforms/find-format";
import type { Platform } from "@/lib/platforms/platform";
import type { Reader } from "@/server/db/client";
import { mediaAssets, type VariantMedia } from "@/server/db/schema/campaigns";
import { invalidField } from "@/server/errors";

/** A format as it is stored: null for the platform's first. @throws AppError `invalid` */
export function acceptFormat(platform: Platform, key: string | null): string | null {
  const { formats, label } = catalog[platform];
  if (key === null || key === formats[0].key) return null;
  if (formats.some((format) => format.key === key)) return key;
  const known = formats.map((format) => format.key).join(", ");
  throw invalidField("format", `${label} has no format “${key}”. Use one of: ${known}.`);
}

/** The options that say something. Values are judged when the variant is read. @throws AppError `invalid` */
export function acceptOptions(
  platform: Platform,
  options: Record<string, string>,
): Record<string, string> {
  const { formats, label } = catalog[platform];
  const known = new Set(
    formats.flatMap((format) => (format.options ?? []).map(({ name }) => name)),
  );
  const strange = Object.keys(options).find((name) => !known.has(name));
  if (strange !== undefined) {
    throw invalidField(`options.${strange}`, `${label} has no option “${strange}”. Leave it out.`);
  }
  return options;
}

/** @throws AppError `invalid` when the format goes nowhere without a text. */
export function assertText(platform: Platform, format: string | null, text: string): void {
  if (text !== "" || !rulesOf(catalog[platform], format).text.required) return;
  throw invalidField("text", "Write the text first.");
}

/**
 * A list of files as it is stored. Those that the variant has already may stay although they are gone;
 * a new one must be this workspace's. @throws AppError `invalid`
 */
export async function acceptMedia(
  reader: Reader,
  workspaceId: string,
  media: readonly VariantMedia[],
  had: readonly VariantMedia[] = [],
): Promise<VariantMedia[]> {
  const kept = new Set(had.map(({ mediaId }) => mediaId));
  const added = media.map(({ mediaId }) => mediaId).filter((id) => !kept.has(id));
  if (added.length > 0) {
    const found = await reader
      .select({ id: mediaAssets.id })
      .from(mediaAssets)
      .where(and(eq(mediaAssets.workspaceId, workspaceId), inArray(mediaAssets.id, added)));
    if (found.length !== added.length) {
      const message = "One of these files is not in this workspace. Upload it here first.";
      throw invalidField("media", message);
    }
  }
  return media.map(({ mediaId, altText }) => ({ mediaId, altText: altText || null }));
}
