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

export interface Constraints {
  platform: string;
  goal: "reach" | "engagement" | "ctr";
  tones: string[];
  banned: string[];
  maxText: number;
  isTextInBytes: boolean;
  maxTitle: number | null;
  count: number;
  index: number;
  existing: string[];
}

const textLimits: Record<string, number> = {
  x: 280,
  threads: 500,
  bluesky: 300,
  mastodon: 500,
  instagram: 2200,
  tiktok: 2200,
  linkedin: 3000,
  whatsapp: 1024,
  facebook: 5000,
  youtube: 5000,
};
const titled = ["youtube", "wordpress", "blog"];

export function readConstraints(brief: WriterBrief): Constraints {
  const platform = (brief.platform ?? "x").toLowerCase();
  const rules = brief.rules ?? {};
  const ruled = numberIn(rules.text) ?? numberIn(rules.maxLength);
  const limits = [brief.maxLength, ruled, textLimits[platform]].filter(
    (limit): limit is number => typeof limit === "number" && limit > 0,
  );
  const title = rules.title;
  const isTitleRuled = title !== undefined && title !== null && title !== false;
  const hasTitle = isTitleRuled || titled.includes(platform);
  return {
    platform,
    goal: readGoal(brief.goal ?? ""),
    tones: words(brief.tone),
    banned: words(brief.bannedWords),
    maxText: Math.floor(Math.min(10_000, ...limits)),
    isTextInBytes: platform === "youtube",
    maxTitle: hasTitle ? Math.min(100, numberIn(title) ?? 100) : null,
    count: Math.max(1, Math.min(10, Math.floor(brief.count ?? 1))),
    index: Math.max(0, Math.floor(brief.index ?? 0)),
    existing: (brief.existing ?? []).map(textOf),
  };
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
