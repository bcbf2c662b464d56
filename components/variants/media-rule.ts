import { IMAGE_TYPES } from "@/lib/domain/draft-issue";
import { catalog } from "@/lib/platforms/catalog";
import type { MediaKind } from "@/lib/platforms/entry";
import { rulesOf } from "@/lib/platforms/find-format";
import type { Platform } from "@/lib/platforms/platform";

export interface MediaRule {
  label: string;
  max: number;
  kinds: readonly MediaKind[];
  /** For a file input. */
  accept: string;
  sample: "image" | "video" | null;
  altTextMax: number | null;
}

/** What the file field of a format is called and takes. */
export function mediaRuleOf(platform: Platform, format: string): MediaRule {
  const { media } = catalog[platform];
  const rules = rulesOf(catalog[platform], format);
  const { max, kinds } = rules.format.media;
  const types: Record<MediaKind, string[]> = {
    // What the platform can't take of these is converted here.
    image: rules.images ? [...IMAGE_TYPES, "image/gif"] : [],
    video: rules.video?.mimeTypes ?? [],
    document: media.documents?.mimeTypes ?? [],
  };
  const leadsWithVideo = rules.video?.required || !kinds.includes("image");
  const sample = leadsWithVideo ? "video" : "image";
  return {
    label: toLabel(kinds, max > 1 && !rules.video?.required),
    ...{ max, kinds },
    accept: kinds.flatMap((kind) => types[kind]).join(","),
    sample: kinds.includes(sample) ? sample : null,
    altTextMax: media.altTextMax,
  };
}

function toLabel(kinds: readonly MediaKind[], several: boolean): string {
  const words = kinds.map((kind) => (several ? `${kind}s` : kind));
  const list = words.join(", ").replace(/, ([^,]*)$/, " or $1") || "files";
  return `${list.charAt(0).toUpperCase()}${list.slice(1)}`;
}
