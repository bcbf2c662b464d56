import { measureText } from "@/lib/domain/check-variant";
import { splitAtLimit } from "@/lib/domain/text-length";
import { catalog } from "@/lib/platforms/catalog";
import { rulesOf } from "@/lib/platforms/find-format";
import type { Platform } from "@/lib/platforms/platform";

/**
 * Where a text, or one part of it, stops fitting: at the platform's limit, or at the campaign's where
 * that is stricter.
 */
export function splitText(
  platform: Platform,
  text: string,
  max: number,
  format: string | null = null,
): { fits: string; over: string } {
  if (max >= rulesOf(catalog[platform], format).text.max) {
    return splitAtLimit(platform, text, format);
  }
  const characters = Array.from(text);
  let [low, high] = [0, characters.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    const start = characters.slice(0, middle).join("");
    if (measureText(platform, start, max, format).length <= max) low = middle;
    else high = middle - 1;
  }
  return { fits: characters.slice(0, low).join(""), over: characters.slice(low).join("") };
}
