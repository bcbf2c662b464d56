import type { AspectRange } from "@/lib/platforms/entry";
import { count } from "./draft-issue";

/** "JPEG, PNG or WEBP" of mime types. */
export function listTypes(mimeTypes: readonly string[]): string {
  return mimeTypes
    .map((type) => (type.split("/")[1] ?? type).toUpperCase())
    .join(", ")
    .replace(/, ([^,]*)$/, " or $1")
    .replace("QUICKTIME", "MOV");
}

const COMMON_RATIOS = [
  [1, 1],
  [5, 4],
  [4, 3],
  [3, 2],
  [16, 9],
  [2, 1],
  [3, 1],
] as const;

/** What to crop to: the end of the range that was overstepped, or what a narrow range is meant for. */
export function toCrop({ min, max }: AspectRange, end: number): string {
  const all = COMMON_RATIOS.flatMap(([long, short]) => [long / short, short / long]);
  const meant = max / min < 1.1 ? all.find((ratio) => ratio >= min && ratio <= max) : undefined;
  return toRatio(meant ?? end);
}

/** Width divided by height as people write it: "4:5", "16:9", "1.91:1". */
export function toRatio(ratio: number): string {
  const wide = ratio >= 1 ? ratio : 1 / ratio;
  const known = COMMON_RATIOS.find(([long, short]) => Math.abs(long / short - wide) < 0.005 * wide);
  const [long, short] = known ?? [Math.round(wide * 100) / 100, 1];
  return ratio >= 1 ? `${long}:${short}` : `${short}:${long}`;
}

/** "90 seconds", "3 minutes": seconds up to two minutes, then minutes where they come out even. */
export function toSpan(seconds: number): string {
  if (seconds < 120) return count(seconds, "second");
  if (seconds % 3600 === 0) return count(seconds / 3600, "hour");
  if (seconds % 60 === 0) return count(seconds / 60, "minute");
  if (seconds > 600) return count(Math.ceil(seconds / 60), "minute");
  return `${count(Math.floor(seconds / 60), "minute")} ${count(seconds % 60, "second")}`;
}
