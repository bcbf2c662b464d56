import { z } from "zod";
import { MediaAdvice } from "@/lib/contracts/campaigns";
import type { PlatformRules } from "@/lib/domain/check-variant";
import type { Directives } from "@/lib/domain/evolution/directives";
import type { Platform } from "@/lib/platforms/platform";
import { toFencedJson } from "@/server/ai/to-fenced-json";

/** Raised whenever the wording below changes; stored with each variant it wrote. */
export const PROMPT_VERSION = "v2";

export interface VariantRequest {
  brief: string;
  goal: "reach" | "engagement" | "ctr";
  tone: string;
  bannedWords: string[];
  maxLength: number;
  platform: Platform;
  rules: PlatformRules;
  count: number;
  /** Texts that compete already: the new ones must differ from them. */
  existing: { label: string; title: string | null; text: string }[];
  /** How to write, by name; empty where nothing is known about the audience. */
  prompts: { name: string; text: string; directives: Directives }[];
  /** For each variant in order, the name of the prompt that it follows. */
  assigned: string[];
  /** What was wrong with the last answer. */
  repair: string[] | null;
  /** The last answer, where it is to be repaired. */
  previous: WrittenVariant[];
}

export const WrittenVariant = z.object({
  label: z.string().trim().min(1).max(60),
  title: z.string().trim().nullable(),
  text: z.string().trim().min(1),
  media: MediaAdvice,
});
export type WrittenVariant = z.infer<typeof WrittenVariant>;

export const VariantAnswer = z.object({ variants: z.array(WrittenVariant).min(1).max(10) });
export type VariantAnswer = z.infer<typeof VariantAnswer>;

// Limits are checked on our side: several servers refuse schemas that carry them.
const LooseAnswer = z.object({
  variants: z.array(
    z.object({
      label: z.string(),
      title: z.string().nullable(),
      text: z.string(),
      media: z.object({
        kind: z.enum(["image", "video", "none"]),
        aspectRatio: z.string(),
        show: z.string(),
        altText: z.string(),
      }),
    }),
  ),
});

const { $schema: _, ...schema } = z.toJSONSchema(LooseAnswer);
export const responseFormat = {
  type: "json_schema" as const,
  json_schema: { name: "variants", strict: true, schema },
};

const system = [
  "You write social posts for a marketing team. You are exact: you invent no facts, prices, names or links beyond the brief.",
  "You write variants that compete with each other, so they must really differ: another opening, another angle, another structure, another call to action. Reworded copies are useless.",
  "Where `assigned` is not empty, the n-th variant follows, order by order, the prompt under `prompts` that stands n-th in `assigned`. Variants of one prompt then differ in angle and words only.",
  'Label each variant in two to four words by what sets it apart, as "One number first" or "A question".',
  "Write in the language of the brief. No hashtags unless the brief asks for them.",
  'Answer with JSON only: {"variants":[{"label","title","text","media":{"kind":"image|video|none","aspectRatio","show","altText"}}]}.',
].join("\n");

const goals = {
  reach: "be seen by as many people as possible",
  engagement: "make people react, reply and share",
  ctr: "make people click through",
};

export interface ChatMessage {
  role: "system" | "user";
  content: string;
}

/** The last message carries the request as one fenced JSON block. */
export function buildMessages(request: VariantRequest): ChatMessage[] {
  const task = request.repair
    ? "Your last answer broke the rules listed under repair; it is under previous. Write the whole set again so that none is broken."
    : `Write ${request.count} variants for one campaign. They should ${goals[request.goal]}.`;
  const content = [
    task,
    "Stay within maxLength, use none of the bannedWords, keep to every rule, and don't repeat what is under existing.",
    "```json",
    toFencedJson(request, 2),
    "```",
    'Answer with {"variants":[…]}.',
  ].join("\n");
  return [
    { role: "system", content: system },
    { role: "user", content },
  ];
}
