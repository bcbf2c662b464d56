import { weightedLength } from "../x/weighted-length";
import type { Constraints, CountedAs } from "./brief";
import { trimEnd } from "./sentences";
import type { Sketch } from "./styles";

const letters = new Intl.Segmenter("en", { granularity: "grapheme" });

const counters: Record<CountedAs, (text: string) => number> = {
  weighted: weightedLength,
  bytes: (text) => Buffer.byteLength(text),
  chars: (text) => [...text].length,
  graphemes: (text) => [...letters.segment(text)].length,
  utf16: (text) => text.length,
};

type Limits = Pick<Constraints, "countedAs" | "maxText" | "maxBytes">;

function fits(text: string, limits: Limits): boolean {
  const isShort = counters[limits.countedAs](text) <= limits.maxText;
  return isShort && (limits.maxBytes === null || Buffer.byteLength(text) <= limits.maxBytes);
}

/** Null when it can't be said without a banned word. */
export function fitText(sketch: Sketch, limits: Constraints): string | null {
  if (hasBanned(sketch.hook, limits.banned)) return null;
  const body = sketch.body.filter((line) => !hasBanned(line, limits.banned));
  const ending = hasBanned(sketch.callToAction, limits.banned) ? "" : sketch.callToAction;
  for (let kept = body.length; kept >= 0; kept -= 1) {
    const text = assemble(sketch, body.slice(0, kept), ending);
    if (fits(text, limits)) return text;
  }
  return cut(sketch.hook, limits);
}

function assemble(sketch: Sketch, body: readonly string[], ending: string): string {
  if (sketch.layout === "headline") {
    const rest = [...body, ending].filter(Boolean).join(" ");
    return rest === "" ? sketch.hook : `${sketch.hook}\n\n${rest}`;
  }
  const top =
    sketch.layout === "lines"
      ? [sketch.hook, ...body].join("\n")
      : [sketch.hook, ...body].join(" ");
  const gap = sketch.layout === "lines" ? "\n\n" : top.length > 140 ? "\n\n" : " ";
  return ending === "" ? top : `${top}${gap}${ending}`;
}

/** Cuts after a word that can end a sentence. */
export function cut(text: string, limits: Limits): string {
  if (fits(text, limits)) return text;
  const words = text.split(" ");
  while (words.length > 1) {
    words.pop();
    const shorter = `${trimEnd(words.join(" ").replace(/[,:;.?]+$/, ""))}…`;
    if (fits(shorter, limits)) return shorter;
  }
  return [...text].slice(0, Math.max(1, Math.floor(limits.maxText / 2))).join("");
}

export function hasBanned(text: string, banned: readonly string[]): boolean {
  return banned.some((word) => pattern(word, "iu").test(text));
}

/** The last resort, for words that the brief itself brought in. */
export function removeBanned(text: string, banned: readonly string[]): string {
  const without = banned.reduce((rest, word) => rest.replace(pattern(word, "giu"), ""), text);
  return without
    .replace(/ +([.,:?])/g, "$1")
    .replace(/ {2,}/g, " ")
    .trim();
}

function pattern(word: string, flags: string): RegExp {
  const escaped = word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/\s+/g, "\\s+");
  return new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, flags);
}
