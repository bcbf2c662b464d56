import { catalog, type Platform, type TextUnit } from "@/lib/platforms/catalog";
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

/** Counts a text the way its platform does. */
export function textLength(platform: Platform, text: string): TextLength {
  const { max, unit } = catalog[platform].text;
  let length = 0;
  for (const token of toTokens(unit, text)) length += token.cost;
  return { length, max, unit };
}

/** Splits a text where its platform's limit falls; links and emoji are never cut in two. */
export function splitAtLimit(platform: Platform, text: string): { fits: string; over: string } {
  const { max, unit } = catalog[platform].text;
  let used = 0;
  let fits = "";
  let over = "";
  for (const token of toTokens(unit, text)) {
    used += token.cost;
    if (used <= max) fits += token.text;
    else over += token.text;
  }
  return { fits, over };
}

function toTokens(unit: TextUnit, text: string): Token[] {
  if (unit === "weighted") return toWeightedTokens(text.normalize("NFC"));
  return Array.from(text, (char) => ({
    text: char,
    cost: unit === "bytes" ? encoder.encode(char).length : 1,
  }));
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
