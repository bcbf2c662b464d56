import { measureText } from "@/lib/domain/check-variant";
import { splitAtLimit } from "@/lib/domain/text-length";
import { catalog, type Platform } from "@/lib/platforms/catalog";

/** Where a text stops fitting: at the platform's limit, or at the campaign's where that is stricter. */
export function splitText(
  platform: Platform,
  text: string,
  max: number,
): { fits: string; over: string } {
  if (max >= catalog[platform].text.max) return splitAtLimit(platform, text);
  const characters = Array.from(text);
  let [low, high] = [0, characters.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    const start = characters.slice(0, middle).join("");
    if (measureText(platform, start, max).length <= max) low = middle;
    else high = middle - 1;
  }
  return { fits: characters.slice(0, low).join(""), over: characters.slice(low).join("") };
}
