import type { MediaKind, PlatformEntry } from "@/lib/platforms/entry";
import type { FormatRules } from "@/lib/platforms/find-format";
import { checkFile, type DraftFile } from "./check-file";
import { count, type DraftIssue, error, nameOf } from "./draft-issue";

export type { DraftFile } from "./check-file";

/** The files of a draft: how many, of which kinds together, and each by the rule of its kind. */
export function checkMedia(
  entry: PlatformEntry,
  rules: FormatRules,
  media: readonly (DraftFile | null)[],
): DraftIssue[] {
  const several = media.length > 1;
  const gone = media.flatMap((file, place) => (file ? [] : [toGone(place, several)]));
  const missing = gone.length > 0 ? [] : checkEnough(entry, rules, media);
  const each = media.flatMap((file, place) => {
    if (!file) return [];
    const wrongKind = checkKind(entry, rules, file, place);
    // "Needs a video" says it all where an image lies instead.
    if (wrongKind) return missing.length > 0 ? [] : [wrongKind];
    return checkFile(entry, rules, file, several ? place : null);
  });
  return [...gone, ...missing, ...checkTogether(entry, rules, media), ...each];
}

function toGone(place: number, several: boolean): DraftIssue {
  const subject = several ? `File ${place + 1}` : "The file";
  return error("media_gone", "media", `${subject} is gone. Remove it and upload it again.`, place);
}

const ASK: Record<MediaKind, string> = {
  image: "an image. Upload one to this variant.",
  video: "a video. Upload an MP4 to this variant.",
  document: "a document. Upload a PDF to this variant.",
};

function checkEnough(
  entry: PlatformEntry,
  rules: FormatRules,
  media: readonly (DraftFile | null)[],
): DraftIssue[] {
  const { min, kinds } = rules.format.media;
  const fitting = media.filter((file) => file && kinds.includes(file.kind)).length;
  if (rules.video?.required && !media.some((file) => file?.kind === "video")) {
    return [error("video_required", "media", `${entry.label} needs ${ASK.video}`)];
  }
  if (fitting >= min) return [];
  const [only, ...others] = kinds;
  if (fitting === 0 && only && others.length === 0 && min === 1) {
    return [error(`${only}_required`, "media", `${nameOf(entry, rules)} needs ${ASK[only]}`)];
  }
  const files = only && others.length === 0 ? `${only}s` : "files";
  const message =
    min === 1
      ? `${nameOf(entry, rules)} needs ${listKinds(kinds)}. Upload one to this variant.`
      : `${nameOf(entry, rules)} needs at least ${min} ${files}. Add ${min - fitting}.`;
  return [error("media_required", "media", message)];
}

function checkKind(
  entry: PlatformEntry,
  rules: FormatRules,
  { kind }: DraftFile,
  place: number,
): DraftIssue | null {
  const rule = { image: rules.images, video: rules.video, document: entry.media.documents }[kind];
  const { max, kinds } = rules.format.media;
  if (rule && max > 0 && kinds.includes(kind)) return null;
  const subject = rule ? nameOf(entry, rules) : entry.label;
  const message = `${subject} takes no ${kind}s. Remove the ${kind}.`;
  return error("media_not_supported", "media", message, place);
}

function checkTogether(
  entry: PlatformEntry,
  rules: FormatRules,
  media: readonly (DraftFile | null)[],
): DraftIssue[] {
  const { max, kinds } = rules.format.media;
  const files = media.filter((file) => file !== null);
  const fitting = files.filter(({ kind }) => kinds.includes(kind));
  const images = fitting.filter(({ kind }) => kind === "image").length;
  const maxImages = Math.min(max, rules.images?.max ?? max);
  if (max > 0 && fitting.length > max) return [tooMany(entry, rules, fitting.length, max, "file")];
  if (max > 0 && images > maxImages) return [tooMany(entry, rules, images, maxImages, "image")];
  const videos = fitting.filter(({ kind }) => kind === "video").length;
  if (rules.video?.required) {
    return videos > 1 ? [tooMany(entry, rules, videos, 1, "video")] : [];
  }
  const alone = fitting.find(({ kind }) => kind !== "image");
  if (!alone || fitting.length === 1 || takesMixture(rules)) return [];
  const message = `${nameOf(entry, rules)} takes a ${alone.kind} only by itself. Remove the other ${fitting.length === 2 ? "file" : "files"}.`;
  return [error("media_mixed", "media", message)];
}

function tooMany(
  entry: PlatformEntry,
  rules: FormatRules,
  given: number,
  max: number,
  noun: string,
): DraftIssue {
  const message = `${nameOf(entry, rules)} takes ${count(max, noun)}. Remove ${given - max}.`;
  return error("too_many_files", "media", message);
}

function takesMixture({ format }: FormatRules): boolean {
  return format.media.kinds.length === 1 || format.media.mixed === true;
}

function listKinds(kinds: readonly MediaKind[]): string {
  const words = kinds.map((kind) => (kind === "image" ? "an image" : `a ${kind}`));
  return words.join(", ").replace(/, ([^,]*)$/, " or $1");
}
