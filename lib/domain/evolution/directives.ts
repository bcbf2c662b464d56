import { z } from "zod";

interface Level {
  /** For people: "a question". */
  label: string;
  /** The sentence that a prompt carries. */
  order: string;
}

/** What a prompt orders about a post, as closed lists: 51,840 combinations that can be compared. */
export const DIRECTIVES = {
  hook: {
    label: "Opening",
    levels: {
      question: { label: "a question", order: "Open with a question the reader wants answered." },
      number: { label: "a number", order: "Open with the most telling number." },
      claim: { label: "a bold claim", order: "Open with one bold statement." },
      story: { label: "a moment", order: "Open in the middle of a small true story." },
      news: { label: "the news", order: "Open with what is new." },
      problem: { label: "a problem", order: "Open with the trouble the reader knows." },
    },
  },
  tone: {
    label: "Tone",
    levels: {
      plain: { label: "plain", order: "Sound plain and factual." },
      warm: { label: "warm", order: "Sound warm, like a good neighbour." },
      playful: { label: "playful", order: "Sound playful and light." },
      expert: { label: "expert", order: "Sound like somebody who knows the trade." },
      urgent: { label: "urgent", order: "Sound as if it matters today." },
    },
  },
  length: {
    label: "Length",
    levels: {
      short: { label: "short", order: "Keep it under 110 characters." },
      medium: { label: "medium", order: "Write between 110 and 280 characters." },
      long: { label: "long", order: "Write more than 280 characters where the limit allows it." },
    },
  },
  structure: {
    label: "Structure",
    levels: {
      paragraph: { label: "one paragraph", order: "Write one flowing paragraph." },
      lines: { label: "short lines", order: "Write in short lines with breaks between them." },
      list: { label: "a list", order: "Put the points into a list, each with a dash." },
      headline: { label: "headline and body", order: "Write a headline, a blank line, a body." },
    },
  },
  cta: {
    label: "Call to action",
    levels: {
      none: { label: "none", order: "End without a call to action." },
      soft: { label: "an invitation", order: "End with a gentle invitation." },
      direct: { label: "an order", order: "End with one direct call to action." },
      reply: { label: "a question back", order: "End with a question that invites replies." },
    },
  },
  emoji: {
    label: "Emoji and hashtags",
    levels: {
      none: { label: "neither", order: "Use no emoji and no hashtags." },
      emoji: { label: "emoji", order: "Use one to three emoji and no hashtags." },
      hashtags: { label: "hashtags", order: "Use one to three hashtags and no emoji." },
      both: { label: "both", order: "Use one to three emoji and one to three hashtags." },
    },
  },
  person: {
    label: "Person",
    levels: {
      you: { label: "you", order: "Speak to the reader as you." },
      we: { label: "we", order: "Speak of ourselves as we." },
      neutral: { label: "neither", order: "Speak about the matter, not of you or us." },
    },
  },
  media: {
    label: "Media",
    levels: {
      none: { label: "no media", order: "Plan no picture and no video." },
      image: { label: "a picture", order: "Plan one picture." },
      video: { label: "a video", order: "Plan a short video." },
    },
  },
} as const satisfies Record<string, { label: string; levels: Record<string, Level> }>;

export const Directives = z.object({
  hook: z.enum(["question", "number", "claim", "story", "news", "problem"]),
  tone: z.enum(["plain", "warm", "playful", "expert", "urgent"]),
  length: z.enum(["short", "medium", "long"]),
  structure: z.enum(["paragraph", "lines", "list", "headline"]),
  cta: z.enum(["none", "soft", "direct", "reply"]),
  emoji: z.enum(["none", "emoji", "hashtags", "both"]),
  person: z.enum(["you", "we", "neutral"]),
  media: z.enum(["none", "image", "video"]),
});
/** One level of each directive. */
export type Directives = z.infer<typeof Directives>;
export type DirectiveKey = keyof Directives;

export const DIRECTIVE_KEYS = [
  "hook",
  "tone",
  "length",
  "structure",
  "cta",
  "emoji",
  "person",
  "media",
] as const satisfies readonly DirectiveKey[];

/** One change of one directive. */
export interface DirectiveEdit {
  key: DirectiveKey;
  level: string;
}

export const levelsOf = (key: DirectiveKey): readonly string[] =>
  Object.keys(DIRECTIVES[key].levels);

function entryOf(key: DirectiveKey, level: string): Level | undefined {
  const levels: Readonly<Record<string, Level>> = DIRECTIVES[key].levels;
  return Object.hasOwn(levels, level) ? levels[level] : undefined;
}

/** "Opening: a question", for people. */
export const describeLevel = (key: DirectiveKey, level: string): string =>
  `${DIRECTIVES[key].label}: ${entryOf(key, level)?.label ?? level}`;

/** The sentence that a prompt carries for this level. */
export const orderOf = (key: DirectiveKey, level: string): string =>
  entryOf(key, level)?.order ?? "";

export const isLevel = (key: DirectiveKey, level: string): boolean =>
  entryOf(key, level) !== undefined;

/** Unknown keys and levels are left out. */
export function applyEdits(directives: Directives, edits: readonly DirectiveEdit[]): Directives {
  const changed = edits.filter(({ key, level }) => isLevel(key, level));
  return { ...directives, ...Object.fromEntries(changed.map(({ key, level }) => [key, level])) };
}

/** The directives in which two prompts differ. */
export const differingKeys = (a: Directives, b: Directives): DirectiveKey[] =>
  DIRECTIVE_KEYS.filter((key) => a[key] !== b[key]);

export const SEED_DIRECTIVES: Directives = {
  hook: "claim",
  tone: "plain",
  length: "medium",
  structure: "paragraph",
  cta: "soft",
  emoji: "none",
  person: "neutral",
  media: "image",
};

/** All levels with their orders, for a model that has to choose among them. */
export const directiveMenu = (): Record<string, Record<string, string>> =>
  Object.fromEntries(
    DIRECTIVE_KEYS.map((key) => [
      key,
      Object.fromEntries(levelsOf(key).map((level) => [level, orderOf(key, level)])),
    ]),
  );
