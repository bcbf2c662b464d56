import { sha256Hex, unit } from "../seeded";
import { type Constraints, readConstraints, type WriterBrief } from "./brief";
import { type Facts, readFacts, upperFirst } from "./facts";
import { cut, fitText, removeBanned } from "./fit-text";
import { isNew, obey } from "./obey";
import { type Sketch, styles } from "./styles";

export interface WrittenVariant {
  label: string;
  title: string | null;
  text: string;
  media: { kind: "image" | "video" | "none"; aspectRatio: string; show: string; altText: string };
}

/** Same brief, same variants; what exists already is not written again. */
export function writeVariants(brief: WriterBrief): WrittenVariant[] {
  const limits = readConstraints(brief);
  const facts = cleanFacts(readFacts(brief.brief), limits);
  const key = sha256Hex(brief.brief);
  const taken = new Set(limits.existing.map(normalize));
  const variants = writeOrdered(facts, limits, key);
  for (const sketch of orderSketches(facts, limits, key)) {
    if (variants.length === limits.count) break;
    const text = fitText(applyTone(sketch, limits), limits);
    if (text === null || taken.has(normalize(text))) continue;
    if (variants.some((variant) => variant.label === sketch.label)) continue;
    taken.add(normalize(text));
    variants.push(toVariant(sketch, text, facts, limits));
  }
  return variants.length > 0 ? variants : [lastResort(facts, limits)];
}

/** Those for which a prompt says how. */
function writeOrdered(facts: Facts, limits: Constraints, key: string): WrittenVariant[] {
  const variants: WrittenVariant[] = [];
  for (const orders of limits.orders.slice(0, limits.count)) {
    const others = [...limits.existing, ...variants.map((variant) => variant.text)];
    // Written freely rather than not at all: the next one keeps its place, and its prompt.
    const written = obey(orders, facts, limits, others) ?? writeFreely(facts, limits, key, others);
    if (!written) {
      variants.push(lastResort(facts, limits));
      continue;
    }
    const again = variants.filter(({ label }) => label.startsWith(written.sketch.label)).length;
    const sketch = again > 0 ? withNumber(written.sketch, again + 1) : written.sketch;
    const variant = toVariant(sketch, written.text, facts, limits);
    variants.push(obeyMedia(variant, orders.media, limits));
  }
  return variants;
}

function writeFreely(facts: Facts, limits: Constraints, key: string, others: readonly string[]) {
  for (const sketch of orderSketches(facts, limits, key)) {
    const text = fitText(applyTone(sketch, limits), limits);
    if (text !== null && isNew(text, others)) return { sketch, text };
  }
  return null;
}

const withNumber = (sketch: Sketch, nth: number): Sketch => ({
  ...sketch,
  label: `${sketch.label} (${nth})`,
});

function obeyMedia(
  variant: WrittenVariant,
  media: string | undefined,
  limits: Constraints,
): WrittenVariant {
  if (limits.isVideo || (media !== "none" && media !== "video")) return variant;
  return { ...variant, media: { ...variant.media, kind: media } };
}

function cleanFacts(facts: Facts, limits: Constraints): Facts {
  const topic = removeBanned(facts.topic, limits.banned);
  const clean = (text: string | null) => (text === null ? null : removeBanned(text, limits.banned));
  return {
    ...facts,
    topic: topic.replace(/^(?:our|the|a|an)$/i, "") || "what is new here",
    audience: clean(facts.audience) || null,
  };
}

/** All styles once in an order of their own for each brief, then their other wordings. */
function orderSketches(facts: Facts, limits: Constraints, key: string): Sketch[] {
  const shift = Math.floor(unit(key, limits.platform) * styles.length) + limits.index;
  const turned = styles.map((_style, at) => styles[(at + shift) % styles.length]);
  const wordings = turned.map((style) => style?.(facts, limits.goal) ?? []);
  const first = Math.floor(unit(key, "wording") * 3);
  const used = new Set(limits.existing.flatMap((text) => openings(text)));
  const rounds = [0, 1, 2, 3].flatMap((round) =>
    wordings.map((choices) => choices[(first + round) % Math.max(1, choices.length)]),
  );
  const all = rounds.filter((sketch): sketch is Sketch => sketch !== undefined);
  const fresh = all.filter((sketch) => !openings(sketch.hook).some((start) => used.has(start)));
  return [...fresh, ...all];
}

function openings(text: string): string[] {
  return [normalize(text).split(" ").slice(0, 3).join(" ")];
}

function normalize(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

function applyTone(sketch: Sketch, limits: Constraints): Sketch {
  const tone = limits.tones.join(" ").toLowerCase();
  if (/play|fun|cheer|friend|warm|casual/.test(tone)) {
    const picture = /play|fun|cheer/.test(tone) ? "🎉" : "👋";
    return sketch.hook.endsWith(":") ? sketch : { ...sketch, hook: `${sketch.hook} ${picture}` };
  }
  if (/formal|professional|serious|expert/.test(tone)) {
    return {
      ...sketch,
      callToAction: sketch.callToAction
        .replace("Send it their way.", "Please forward it.")
        .replace("Share it with a friend.", "Please share it with a colleague."),
    };
  }
  if (/bold|confident|direct|short/.test(tone)) return { ...sketch, body: sketch.body.slice(0, 2) };
  return sketch;
}

function toVariant(
  sketch: Sketch,
  text: string,
  facts: Facts,
  limits: Constraints,
): WrittenVariant {
  const title = limits.maxTitle === null ? null : toTitle(sketch, limits, limits.maxTitle);
  return { label: sketch.label, title, text, media: suggestMedia(sketch, facts, limits) };
}

function toTitle(sketch: Sketch, limits: Constraints, maxTitle: number): string {
  const plain = removeBanned(sketch.hook, limits.banned).replace(/[.:]$/, "").replace(/[<>]/g, "");
  return cut(plain, { countedAs: "chars", maxBytes: null, maxText: maxTitle });
}

function suggestMedia(sketch: Sketch, facts: Facts, limits: Constraints): WrittenVariant["media"] {
  const kind = limits.isVideo ? "video" : "image";
  const scenes: Record<string, string> = {
    "A question": `Show ${facts.topic} from close by, in daylight, with nothing written on it.`,
    "One number first": `Set ${facts.topic} on a plain ground and let one figure stand large beside it.`,
    "Short story": `Show two hands and ${facts.topic} in an everyday place, seen from the side.`,
    "Straight offer": `Show ${facts.topic} from the front, filling the frame.`,
    "Against the grain": `Show ${facts.topic} small, in a wide empty frame.`,
    "How to": `Show the first step with ${facts.topic}, seen from above.`,
  };
  const show = removeBanned(scenes[sketch.label] ?? `Show ${facts.topic}.`, limits.banned);
  const alt = removeBanned(upperFirst(facts.topic), limits.banned);
  const altText = `${alt}, ${kind === "video" ? "in a short clip" : "in a photograph"}.`;
  return { kind, aspectRatio: "16:9", show, altText };
}

/** When every sentence holds a banned word. */
function lastResort(facts: Facts, limits: Constraints): WrittenVariant {
  const hook = removeBanned(`Meet ${facts.topic}.`, limits.banned) || upperFirst(facts.topic);
  const sketch: Sketch = { label: "Plain", hook, body: [], layout: "paragraph", callToAction: "" };
  return toVariant(sketch, cut(hook, limits), facts, limits);
}
