import type { AspectRange, ImageRule, MediaKind, PlatformEntry } from "@/lib/platforms/entry";
import type { FormatRules } from "@/lib/platforms/find-format";
import { count, type DraftFix, type DraftIssue, error, IMAGE_TYPES, nameOf } from "./draft-issue";
import { listTypes, toCrop, toSpan } from "./media-words";

export interface DraftFile {
  kind: MediaKind;
  mimeType: string;
  bytes: number;
  altText: string | null;
  /** Pixels as shown, and length; what is unknown is not judged. */
  width?: number | null;
  height?: number | null;
  durationMs?: number | null;
}

const MB = 1024 * 1024;

/** One file by the rule of its kind. `place` is its place among several, null where it is alone. */
export function checkFile(
  entry: PlatformEntry,
  rules: FormatRules,
  file: DraftFile,
  place: number | null,
): DraftIssue[] {
  const rule = {
    image: rules.images,
    video: rules.video,
    document: entry.media.documents,
  }[file.kind];
  const name = nameOf(entry, rules);
  const problems = [
    rule && checkType(entry, rule, file),
    rule && checkBytes(entry, rule, file),
    file.kind !== "document" && checkShape(name, rules, file),
    file.kind === "image" && checkWidth(name, rules, file),
    file.kind === "video" && checkDuration(name, rules, file),
    file.kind === "image" && checkAltText(entry, file),
  ];
  return problems
    .filter((problem) => problem !== null && problem !== undefined && problem !== false)
    .map((problem) =>
      place === null ? problem : { ...problem, message: numbered(place, problem.message), place },
    );
}

const numbered = (place: number, message: string) => `File ${place + 1}: ${message}`;

interface TypeRule {
  mimeTypes: string[];
  maxBytes: number;
  maxBytesOf?: Readonly<Record<string, number>>;
}

function checkType(entry: PlatformEntry, rule: TypeRule, file: DraftFile): DraftIssue | null {
  if (rule.mimeTypes.includes(file.mimeType)) return null;
  const fix = file.kind === "image" ? toConversion(rule) : null;
  const remedy = fix
    ? `Convert it to ${listTypes([fix.mimeType])}`
    : `Upload ${listTypes(rule.mimeTypes)}`;
  const message = `${entry.label} can't use ${listTypes([file.mimeType])}. ${remedy}.`;
  return withFix(error("media_type", "media", message), fix);
}

/** The first is taken everywhere and small. */
function toConversion({
  mimeTypes,
  maxBytes,
}: TypeRule): Extract<DraftFix, { kind: "convert" }> | null {
  const mimeType = IMAGE_TYPES.find((type) => mimeTypes.includes(type));
  return mimeType ? { kind: "convert", mimeType, maxBytes } : null;
}

const withFix = (issue: DraftIssue, fix: DraftFix | null): DraftIssue =>
  fix ? { ...issue, fix } : issue;

function checkBytes(entry: PlatformEntry, rule: TypeRule, file: DraftFile): DraftIssue | null {
  const max = rule.maxBytesOf?.[file.mimeType] ?? rule.maxBytes;
  if (file.bytes <= max) return null;
  const most = max < MB ? `${Math.floor(max / 1024)} KB` : `${Math.floor(max / MB)} MB`;
  // An animation would stand still afterwards, and a type that is refused is converted anyway.
  const mends = file.kind === "image" && file.mimeType !== "image/gif";
  const fix = mends && rule.mimeTypes.includes(file.mimeType) ? toConversion(rule) : null;
  const message = `The ${file.kind} is larger than ${entry.label} allows. Keep it under ${most}.`;
  return withFix(error("media_too_large", "media", message), fix);
}

function checkShape(name: string, rules: FormatRules, file: DraftFile): DraftIssue | null {
  const range = file.kind === "image" ? rules.images?.aspect : rules.video?.aspect;
  const { width, height } = file;
  if (!range || !width || !height) return null;
  const fault = findFault(range, width, height);
  if (!fault) return null;
  const aspect = toCrop(range, fault.end);
  const message = `The ${file.kind} is too ${fault.word} for ${name}: crop to ${aspect}.`;
  const fix = file.kind === "image" && rules.images ? toCropping(rules.images, aspect, file) : null;
  return withFix(error(`media_too_${fault.word}`, "media", message), fix);
}

function toCropping(rule: ImageRule, aspect: string, { mimeType }: DraftFile): DraftFix {
  const { maxBytes } = rule;
  const type = rule.mimeTypes.includes(mimeType) ? null : toConversion(rule)?.mimeType;
  return { kind: "crop", aspect, ...(type ? { mimeType: type } : {}), maxBytes };
}

/** Sides are whole pixels, so a crop may miss its ratio by one. */
function findFault(range: AspectRange, width: number, height: number) {
  if ((width + 1) / height < range.min) return { word: "tall", end: range.min };
  if ((width - 1) / height > range.max) return { word: "wide", end: range.max };
  return null;
}

function checkWidth(name: string, { images }: FormatRules, file: DraftFile): DraftIssue | null {
  const min = images?.minWidth;
  if (!min || !file.width || file.width >= min) return null;
  const message = `The image is ${count(file.width, "pixel")} wide, ${name} needs ${min}: upload a larger one.`;
  return error("media_too_small", "media", message);
}

function checkDuration(name: string, { video }: FormatRules, file: DraftFile): DraftIssue | null {
  const limits = video?.durationSeconds;
  if (!limits || !file.durationMs) return null;
  const seconds = file.durationMs / 1000;
  if (seconds > limits.max) {
    const excess = toSpan(Math.ceil(seconds - limits.max));
    const message = `The video is ${excess} too long for ${name}: cut it to ${toSpan(limits.max)}.`;
    return error("media_too_long", "media", message);
  }
  if (seconds >= limits.min) return null;
  const missing = toSpan(Math.ceil(limits.min - seconds));
  const message = `The video is ${missing} too short for ${name}: it needs ${toSpan(limits.min)}.`;
  return error("media_too_short", "media", message);
}

function checkAltText(entry: PlatformEntry, file: DraftFile): DraftIssue | null {
  const max = entry.media.altTextMax;
  if (max === null) return null;
  const length = Array.from(file.altText?.trim() ?? "").length;
  if (length === 0) {
    const message = "Describe the image for people who can't see it.";
    return { code: "alt_text_missing", severity: "warning", field: "altText", message };
  }
  if (length <= max) return null;
  const message = `Shorten the description by ${count(length - max, "character")}.`;
  return error("alt_text_too_long", "altText", message);
}
