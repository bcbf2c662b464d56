import { catalog } from "@/lib/platforms/catalog";
import type { TextUnit } from "@/lib/platforms/entry";
import { rulesOf } from "@/lib/platforms/find-format";
import type { Platform } from "@/lib/platforms/platform";
import { splitParts } from "./text-parts";
import { findXUrls } from "./x-urls";

export interface TextLength {
  length: number;
  max: number;
  unit: TextUnit;
}

interface Token {
  text: string;
  cost: number;
}

const X_URL_COST = 23;
const X_LIGHT_RANGES: readonly (readonly [number, number])[] = [
  [0, 4351],
  [8192, 8205],
  [8208, 8223],
  [8242, 8247],
];

// From strings: the compiler's target does not know the v flag, every browser we serve does.
const EMOJI_FORMS = [
  "[\\p{Emoji_Presentation}&&[\\u{2000}-\\u{FFFF}]]\\uFE0F",
  "[#*0-9]\\u20E3",
  "\\p{RGI_Emoji}",
];
const EMOJI = new RegExp(EMOJI_FORMS.join("|"), "vy");

const encoder = new TextEncoder();
// What a reader sees as one letter does not depend on the language that is asked for.
const letters = new Intl.Segmenter("en", { granularity: "grapheme" });

/** Counts a text the way its platform does; of a text in parts, the longest one. */
export function textLength(
  platform: Platform,
  text: string,
  format: string | null = null,
): TextLength {
  const { text: rule, format: chosen } = rulesOf(catalog[platform], format);
  const parts = chosen.parts ? splitParts(text) : [text];
  const length = Math.max(0, ...parts.map((part) => countText(rule.unit, part)));
  return { length, max: rule.max, unit: rule.unit };
}

export function countText(unit: TextUnit, text: string): number {
  let length = 0;
  for (const token of toTokens(unit, text)) length += token.cost;
  return length;
}

/** Splits a text, or one part of it, where the limit falls; links and emoji are never cut in two. */
export function splitAtLimit(
  platform: Platform,
  text: string,
  format: string | null = null,
): { fits: string; over: string } {
  const {
    max,
    unit,
    maxBytes = Number.POSITIVE_INFINITY,
  } = rulesOf(catalog[platform], format).text;
  let [used, bytes, fits, over] = [0, 0, "", ""];
  for (const token of toTokens(unit, text)) {
    used += token.cost;
    if (maxBytes < Number.POSITIVE_INFINITY) bytes += countBytes(token.text);
    if (used <= max && bytes <= maxBytes) fits += token.text;
    else over += token.text;
  }
  return { fits, over };
}

export const countBytes = (text: string): number => encoder.encode(text).length;

const COSTS: Record<Exclude<TextUnit, "weighted" | "graphemes">, (char: string) => number> = {
  bytes: countBytes,
  chars: () => 1,
  utf16: (char) => char.length,
};

function toTokens(unit: TextUnit, text: string): Token[] {
  if (unit === "weighted") return toWeightedTokens(text.normalize("NFC"));
  if (unit === "graphemes") {
    return Array.from(letters.segment(text), ({ segment }) => ({ text: segment, cost: 1 }));
  }
  const cost = COSTS[unit];
  return Array.from(text, (char) => ({ text: char, cost: cost(char) }));
}

function toWeightedTokens(text: string): Token[] {
  const urlEnds = new Map(findXUrls(text).map((url) => [url.start, url.end]));
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const urlEnd = urlEnds.get(at);
    const token =
      urlEnd === undefined
        ? toCharacterToken(text, at)
        : { text: text.slice(at, urlEnd), cost: X_URL_COST };
    tokens.push(token);
    at += token.text.length;
  }
  return tokens;
}

function toCharacterToken(text: string, at: number): Token {
  EMOJI.lastIndex = at;
  const emoji = EMOJI.exec(text)?.[0];
  if (emoji !== undefined) return { text: emoji, cost: 2 };
  const code = text.codePointAt(at) ?? 0;
  const light = X_LIGHT_RANGES.some(([from, to]) => code >= from && code <= to);
  return { text: String.fromCodePoint(code), cost: light ? 1 : 2 };
}
