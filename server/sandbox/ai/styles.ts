import type { Constraints } from "./brief";
import { type Facts, upperFirst } from "./facts";

export interface Sketch {
  label: string;
  /** The first line; it must carry the post alone if it has to. */
  hook: string;
  /** Lines after it, the last ones first to go when there is no room. */
  body: string[];
  layout: "paragraph" | "lines" | "headline";
  callToAction: string;
}

type Style = (facts: Facts, goal: Constraints["goal"]) => Sketch[];

/** Modal verbs and imperatives only: they fit a topic in the singular and in the plural. */
const question: Style = (facts, goal) => {
  const who = facts.audience ? `This one is for ${facts.audience}.` : null;
  const hooks = [
    `What would ${facts.topic} change about your week?`,
    `Have you met ${facts.topic} yet?`,
    `Could ${facts.topic} be what you were looking for?`,
  ];
  return hooks.map((hook, at) => ({
    label: "A question",
    hook,
    body: compact([facts.details[0], who]),
    layout: "paragraph",
    callToAction: close(facts, goal, at),
  }));
};

const number: Style = (facts, goal) => {
  const known = facts.details.slice(0, 3);
  const list = known.length >= 2 ? known : [...known, ...fallbackReasons(facts)].slice(0, 3);
  const count = list.length;
  const hooks = [
    `${count} things to know about ${facts.topic}:`,
    `${upperFirst(facts.topic)} in ${count} lines:`,
    `${count} reasons to look at ${facts.topic}:`,
  ];
  const counted = hooks.map((hook, at) => ({
    label: "One number first",
    hook,
    body: list.map((line, index) => `${index + 1}. ${line}`),
    layout: "lines" as const,
    callToAction: close(facts, goal, at + 1),
  }));
  if (!facts.numbered) return counted;
  const rest = facts.details.filter((detail) => detail !== facts.numbered);
  const first: Sketch = {
    label: "One number first",
    hook: facts.numbered,
    body: compact([`That comes with ${facts.topic}.`, rest[0]]),
    layout: "paragraph",
    callToAction: close(facts, goal, 1),
  };
  return [first, ...counted];
};

const story: Style = (facts, goal) => {
  const detail = facts.details[0] ?? null;
  const scenes = [
    {
      hook: "Picture an ordinary Monday morning.",
      body: compact([
        "Before: the usual, done the usual way.",
        `After: a day with ${facts.topic} in it.`,
        detail,
      ]),
    },
    {
      hook: "It starts small.",
      body: compact([
        "Someone asks a friend for a tip.",
        `The friend points to ${facts.topic}.`,
        detail,
        "The rest you can guess.",
      ]),
    },
    {
      hook: "Think back to the last time you put something off.",
      body: compact([`Then think of ${facts.topic}.`, detail]),
    },
  ];
  return scenes.map((scene, at) => ({
    label: "Short story",
    ...scene,
    layout: "lines",
    callToAction: close(facts, goal, at + 2),
  }));
};

const offer: Style = (facts, goal) => {
  const deal = facts.offer ?? facts.deadline ?? facts.details[0] ?? null;
  const rest = facts.details.filter((detail) => detail !== deal);
  const hooks = deal
    ? [deal, `Here is the offer. ${deal}`, `In short: ${deal}`]
    : [`Meet ${facts.topic}.`, `Say hello to ${facts.topic}.`, `Make room for ${facts.topic}.`];
  return hooks.map((hook, at) => ({
    label: "Straight offer",
    hook,
    body: compact([
      deal && !deal.toLowerCase().includes(facts.topic.toLowerCase())
        ? `It goes with ${facts.topic}.`
        : null,
      rest[0],
      rest[1],
    ]),
    layout: "paragraph",
    callToAction: close(facts, goal, at),
  }));
};

const contrary: Style = (facts, goal) => {
  const hooks = [
    `No countdown, no superlatives. Just ${facts.topic}.`,
    `You do not need to change everything. You could begin with ${facts.topic}.`,
    `Unpopular opinion: ${facts.topic} should not need a long post.`,
  ];
  return hooks.map((hook, at) => ({
    label: "Against the grain",
    hook,
    body: compact([facts.details[1] ?? facts.details[0]]),
    layout: "paragraph",
    callToAction: close(facts, goal, at + 1),
  }));
};

const guide: Style = (facts, goal) => {
  const hooks = [
    `How to start with ${facts.topic}:`,
    `A first step towards ${facts.topic}:`,
    `New to this? Start with ${facts.topic}:`,
  ];
  const steps = compact([
    facts.details[0] ? `Know the essentials: ${facts.details[0]}` : "Look first, decide later.",
    facts.deadline && facts.deadline !== facts.details[0] ? facts.deadline : "Make a note of it.",
    "Bring someone who would enjoy it.",
  ]);
  return hooks.map((hook, at) => ({
    label: "How to",
    hook,
    body: steps.map((step) => `→ ${step}`),
    layout: "lines",
    callToAction: close(facts, goal, at + 2),
  }));
};

export const styles: readonly Style[] = [question, number, story, offer, contrary, guide];

function fallbackReasons(facts: Facts): string[] {
  return compact([
    "You can look before you decide.",
    facts.audience ? `It is made with ${facts.audience} in mind.` : "You can ask us anything.",
    "You can make up your own mind.",
  ]);
}

const closings: Record<Constraints["goal"], readonly string[]> = {
  reach: [
    "Pass it on to someone who would like it.",
    "Know someone who should see this? Send it their way.",
    "Share it with a friend.",
  ],
  engagement: [
    "What do you think? Tell us in a reply.",
    "Would you try it? Say yes or no, and why.",
    "Tell us what you would ask first.",
  ],
  ctr: ["See the details:", "Read more:", "Find out how:"],
};

function close(facts: Facts, goal: Constraints["goal"], at: number): string {
  const choices = closings[goal];
  const words = choices[at % choices.length] ?? "";
  if (goal === "ctr") return facts.link ? `${words} ${facts.link}` : "The link is in our profile.";
  return facts.link ? `${words} ${facts.link}` : words;
}

function compact(lines: (string | null | undefined)[]): string[] {
  return lines.filter((line): line is string => typeof line === "string" && line !== "");
}
