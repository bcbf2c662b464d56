import { similarity } from "@/lib/domain/similarity";
import type { Constraints } from "./brief";
import { type Facts, upperFirst } from "./facts";
import { fitText } from "./fit-text";
import type { Sketch } from "./styles";

/** The levels of a prompt that the writer was given for one variant. */
export type Orders = Record<string, string>;

type Person = "you" | "we" | "neutral";
interface Matter {
  facts: Facts;
  /** With its article, as the person wants it. */
  topic: string;
  person: Person;
}

const SHORT = 109;
const MEDIUM = 280;
const WORDINGS = 9;
const TOO_ALIKE = 0.8;

const LABELS: Record<string, string> = {
  question: "A question",
  number: "One number first",
  claim: "A bold claim",
  story: "A moment",
  news: "The news",
  problem: "A problem first",
};

/**
 * Does what a prompt orders, plainly enough that anybody sees it: the same orders, the same text.
 * Null: there are no more words for it, or none that may be used.
 */
export function obey(
  orders: Orders,
  facts: Facts,
  limits: Constraints,
  existing: readonly string[],
): { sketch: Sketch; text: string } | null {
  const within = { ...limits, maxText: Math.min(limits.maxText, longest(orders.length)) };
  for (let wording = 0; wording < WORDINGS; wording++) {
    const sketch = toSketch(orders, facts, limits, wording);
    const text = fitText(sketch, within);
    if (text !== null && isNew(text, existing)) return { sketch, text };
  }
  return null;
}

/** Not merely in other words what stands there already. */
export const isNew = (text: string, existing: readonly string[]): boolean =>
  existing.every((other) => similarity(other, text) <= TOO_ALIKE);

const longest = (length: string | undefined): number => {
  if (length === "short") return SHORT;
  return length === "medium" ? MEDIUM : Number.POSITIVE_INFINITY;
};

function toSketch(orders: Orders, facts: Facts, limits: Constraints, wording: number): Sketch {
  const person: Person =
    orders.person === "you" || orders.person === "we" ? orders.person : "neutral";
  const plain = facts.topic.replace(/^our /i, "the ");
  const topic = person === "we" ? facts.topic.replace(/^the /i, "our ") : plain;
  const matter = { facts, topic, person };
  const hook = pick(hooks[orders.hook ?? ""] ?? hooks.claim, matter, wording);
  const sentences = toBody(orders, matter, wording);
  const isList = orders.structure === "list";
  return {
    label: LABELS[orders.hook ?? ""] ?? "A bold claim",
    hook: `${hook}${orders.emoji === "emoji" || orders.emoji === "both" ? " ✨" : ""}`,
    body: isList ? sentences.map((sentence) => `- ${sentence}`) : sentences,
    layout: toLayout(orders.structure),
    callToAction: [
      toLink(orders, facts, limits),
      toEnding(orders, matter, wording),
      toTags(orders, facts),
    ]
      .filter(Boolean)
      .join(" "),
  };
}

function toLayout(structure: string | undefined): Sketch["layout"] {
  if (structure === "lines" || structure === "list") return "lines";
  return structure === "headline" ? "headline" : "paragraph";
}

type Wordings = readonly ((matter: Matter) => string)[];

const pick = (wordings: Wordings | undefined, matter: Matter, wording: number): string =>
  wordings?.[wording % wordings.length]?.(matter) ?? "";

const by = (person: Person, words: Record<Person, string>): string => words[person];

/** A topic of several words may be a plural: these fit both. */
const hooks: Record<string, Wordings> = {
  question: [
    ({ topic, person }) =>
      by(person, {
        you: `What would ${topic} change about your week?`,
        we: `What made us begin with ${topic}?`,
        neutral: `What could ${topic} change?`,
      }),
    ({ topic, person }) =>
      by(person, {
        you: `Have you met ${topic} yet?`,
        we: `Why do we like ${topic} so much?`,
        neutral: `Why look at ${topic} now?`,
      }),
    ({ topic, person }) =>
      by(person, {
        you: `Could ${topic} be what you were looking for?`,
        we: `Where did we find ${topic}?`,
        neutral: `Ready for ${topic}?`,
      }),
  ],
  number: [
    ({ facts, topic }) => facts.numbered ?? `3 things to know about ${topic}.`,
    ({ topic }) => `3 reasons to look at ${topic}.`,
    ({ topic }) => `1 thing first: ${topic}.`,
  ],
  claim: [
    ({ topic }) => `No countdown, no superlatives, just ${topic}.`,
    ({ topic }) => `${upperFirst(topic)} should not need a long post.`,
    ({ topic }) => `The rest can wait, not ${topic}.`,
  ],
  story: [
    ({ topic }) => `One morning somebody asked a friend, and the friend spoke of ${topic}.`,
    ({ topic }) => `Yesterday it was quiet, until ${topic} came up.`,
    ({ topic }) => `When the door opened, the talk was of ${topic}.`,
  ],
  news: [
    ({ topic }) => `Meet ${topic}.`,
    ({ topic }) => `New here: ${topic}.`,
    ({ topic }) => `Just in: ${topic}.`,
  ],
  problem: [
    ({ topic }) => `Tired of the usual, and then came ${topic}.`,
    ({ topic }) => `Stuck with the same old choice, without ${topic}.`,
    ({ topic }) => `Fed up with too much choice, hence ${topic}.`,
  ],
};

const tones: Record<string, string> = {
  warm: "It is made with care for the neighbours.",
  playful: "Resistance is, frankly, optional.",
  expert: "The details decide here, and they hold.",
  urgent: "It matters today, not next month.",
};

const persons: Record<Person, string> = {
  you: "You set the pace.",
  we: "We took our time with it.",
  neutral: "It speaks for itself.",
};

const fillers = [
  "There is no need to decide at once.",
  "A closer look costs nothing.",
  "The small things make the difference.",
  "It is worth the few minutes that it takes.",
  "Some things are better seen than told.",
  "And there is more to tell another time.",
  "Good things rarely shout.",
  "Half of it is patience, the other half is work.",
  "The first impression holds up on the second day.",
  "Nobody has to take anyone's word for it.",
  "Questions are welcome at any hour.",
  "What looks simple took many tries.",
  "An ordinary afternoon is a fine moment to begin.",
  "Those who know it tend to come back.",
  "It asks for little and gives a fair amount.",
  "The difference shows after a week.",
  "No two days with it are quite alike.",
  "A short visit is enough to form an opinion.",
];
// So that two wordings of a long text share no sentence of these.
const STEP = 6;

function toBody(orders: Orders, { facts, person }: Matter, wording: number): string[] {
  const known = facts.details.filter(
    (detail) => orders.hook !== "number" || detail !== facts.numbered,
  );
  const turned = known.map((_, at) => known[(at + wording) % known.length] ?? "");
  const tone = tones[orders.tone ?? ""];
  const first = [...(tone ? [tone] : []), persons[person]];
  const said = orders.length === "long" ? turned : turned.slice(0, 3);
  const more = fillers.map((_, at) => fillers[(at + wording * STEP) % fillers.length] ?? "");
  return [
    ...said.slice(0, 1),
    ...first,
    ...said.slice(1),
    ...more.slice(0, orders.length === "long" ? 6 : 2),
  ];
}

function toEnding({ cta }: Orders, { person }: Matter, wording: number): string {
  const endings: Record<string, Record<Person, readonly string[]>> = {
    soft: {
      you: ["Come by whenever you like.", "Have a look when you have a minute."],
      we: ["We'd love to show it.", "Feel free to ask us."],
      neutral: ["Have a look.", "Feel free to have a look."],
    },
    direct: {
      you: ["Try it today and tell your friends.", "Book your place today."],
      we: ["Try it with us today.", "Join us today."],
      neutral: ["Try it today.", "Book a place today."],
    },
    reply: {
      you: ["What would you ask first?", "Would you try it?"],
      we: ["What should we show next?", "What have we missed?"],
      neutral: ["Which one first?", "Yes or no?"],
    },
  };
  const words = endings[cta ?? ""]?.[person] ?? [];
  return words[wording % Math.max(1, words.length)] ?? "";
}

/** Before the last words, so that these are what is read last. A short text has room where clicks are wanted. */
function toLink(orders: Orders, { link }: Facts, { goal }: Constraints): string {
  return link && (goal === "ctr" || orders.length !== "short") ? link : "";
}

function toTags({ emoji }: Orders, { topic }: Facts): string {
  if (emoji !== "hashtags" && emoji !== "both") return "";
  const words = topic.replace(/^(?:our|the|a|an) /i, "").match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.length > 0 ? `#${words.slice(0, 3).map(upperFirst).join("")}` : "";
}
