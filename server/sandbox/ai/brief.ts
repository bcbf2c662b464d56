import { z } from "zod";

const Limits = z.looseObject({});

/** What the product tells the writer, in a fenced JSON block of its last message. */
export const WriterBrief = z.looseObject({
  brief: z.string(),
  goal: z.string().nullish(),
  tone: z.union([z.string(), z.array(z.string())]).nullish(),
  bannedWords: z.union([z.string(), z.array(z.string())]).nullish(),
  maxLength: z.number().positive().nullish(),
  platform: z.string().nullish(),
  rules: Limits.nullish(),
  count: z.number().nullish(),
  index: z.number().nullish(),
  existing: z.array(z.unknown()).nullish(),
  repair: z.array(z.unknown()).nullish(),
  prompts: z
    .array(z.looseObject({ name: z.string(), directives: z.record(z.string(), z.string()) }))
    .nullish(),
  assigned: z.array(z.string()).nullish(),
});
export type WriterBrief = z.infer<typeof WriterBrief>;

/** The last block that is a brief, or null. */
export function findBrief(message: string): WriterBrief | null {
  const blocks = [...message.matchAll(/```(?:json)?\s*\n([\s\S]*?)\n\s*```/g)].map(
    (match) => match[1],
  );
  for (const block of [message, ...blocks].reverse()) {
    try {
      const parsed = WriterBrief.safeParse(JSON.parse(block ?? ""));
      if (parsed.success) return parsed.data;
    } catch {
      // Not JSON: the next block may be.
    }
  }
  return null;
}

/** How a limit counts: see `measure`. */
export type CountedAs = "weighted" | "bytes" | "chars" | "graphemes" | "utf16";

export interface Constraints {
  platform: string;
  goal: "reach" | "engagement" | "ctr";
  tones: string[];
  banned: string[];
  maxText: number;
  countedAs: CountedAs;
  /** A second limit on the same text, in bytes. */
  maxBytes: number | null;
  maxTitle: number | null;
  isVideo: boolean;
  count: number;
  index: number;
  existing: string[];
  /** For each variant in order what its prompt says; empty: freely. */
  orders: Record<string, string>[];
}

/** Where the request names no limit, what is said has to fit nearly everywhere. */
const cautious = 280;

/** Everything is read from the request: the writer knows no platform by its name. */
export function readConstraints(brief: WriterBrief): Constraints {
  const rules = brief.rules ?? {};
  const ruled = numberIn(rules.text) ?? numberIn(rules.maxLength);
  const limits = [brief.maxLength, ruled].filter(
    (limit): limit is number => typeof limit === "number" && limit > 0,
  );
  const { title } = rules;
  const hasTitle = title !== undefined && title !== null && title !== false;
  const notes = Array.isArray(rules.notes) ? rules.notes.join("\n") : "";
  return {
    platform: (brief.platform ?? "").toLowerCase(),
    goal: readGoal(brief.goal ?? ""),
    tones: words(brief.tone),
    banned: words(brief.bannedWords),
    maxText: Math.floor(limits.length > 0 ? Math.min(10_000, ...limits) : cautious),
    countedAs: readUnit(rules.text),
    maxBytes: Number(/(\d+) bytes/i.exec(notes)?.[1] ?? 0) || null,
    maxTitle: hasTitle ? Math.min(100, numberIn(title) ?? 100) : null,
    isVideo: /\bis a video\b/i.test(notes),
    count: Math.max(1, Math.min(10, Math.floor(brief.count ?? 1))),
    index: Math.max(0, Math.floor(brief.index ?? 0)),
    existing: (brief.existing ?? []).map(textOf),
    orders: readOrders(brief),
  };
}

function readOrders({ prompts, assigned }: WriterBrief): Record<string, string>[] {
  const known = new Map((prompts ?? []).map(({ name, directives }) => [name, directives]));
  return (assigned ?? []).map((name) => known.get(name) ?? {});
}

/** From the words in which the request says how its limit counts. */
function readUnit(rule: unknown): CountedAs {
  const shaped = z.looseObject({ unit: z.string() }).safeParse(rule);
  if (!shaped.success) return "weighted";
  const { unit } = shaped.data;
  if (/weighted|link counts/i.test(unit)) return "weighted";
  if (/byte/i.test(unit)) return "bytes";
  if (/grapheme|reader/i.test(unit)) return "graphemes";
  return /utf-?16|emoji counts/i.test(unit) ? "utf16" : "chars";
}

function readGoal(goal: string): Constraints["goal"] {
  if (/ctr|click|traffic|visit/i.test(goal)) return "ctr";
  return /engage|comment|repl|talk/i.test(goal) ? "engagement" : "reach";
}

function words(given: string | string[] | null | undefined): string[] {
  const list = typeof given === "string" ? given.split(/[,;\n]/) : (given ?? []);
  return list.map((word) => word.trim()).filter(Boolean);
}

function textOf(entry: unknown): string {
  if (typeof entry === "string") return entry;
  const shaped = z.looseObject({ text: z.string() }).safeParse(entry);
  return shaped.success ? shaped.data.text : "";
}

/** Rules name their limit in more than one way. */
function numberIn(rule: unknown): number | null {
  if (typeof rule === "number") return rule;
  const shaped = z.looseObject({}).safeParse(rule);
  if (!shaped.success) return null;
  for (const key of ["max", "maxLength", "limit", "maxCharacters", "maxBytes"]) {
    const value = shaped.data[key];
    if (typeof value === "number") return value;
  }
  return null;
}
