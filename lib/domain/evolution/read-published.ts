import type { Directives } from "./directives";

export interface Published {
  title: string | null;
  text: string;
  media: "none" | "image" | "video";
}

const SHORT = 110;
const LONG = 280;
// Characters in which a last sentence is looked for.
const ENDING = 300;
// Signs of law and trade are letters to a reader.
const emoji = /(?![©®™])\p{Extended_Pictographic}/u;
const hashtag = /(?:^|\s)#[\p{L}\p{N}_]+/u;
const dash = /^\s*(?:[-•*–]|\d+[.)])\s/;
// Words of an opening are read in English alone; elsewhere it stays what was ordered.
const openings: [Directives["hook"], RegExp][] = [
  ["news", /^(?:new\b|introducing|announcing|now\b|just (?:in|out)|today:|meet )/i],
  ["problem", /^(?:tired of|sick of|struggling|no more|stuck|fed up|still (?:fighting|waiting))/i],
  [
    "story",
    /^(?:last (?:week|month|year|summer|winter)|yesterday|one (?:day|morning)|it was|when )/i,
  ],
];
const english = /\b(?:the|and|is|of|it|for|on|this|to|from)\b/i;
const orders =
  /\b(?:try|book|join|get|order|sign up|shop|download|subscribe|register|click|tap)\b[^.!?]*[.!]?$/i;
const invitations =
  /\b(?:come by|have a look|see for yourself|feel free|whenever you|we'd love)\b/i;

/**
 * What a published text shows of the directives. What was ordered stands in for what can't be read,
 * unless the text shows that it was not followed: then nothing is said about it.
 */
export function readPublished(told: Directives, published: Published): Partial<Directives> {
  const text = published.text.trim();
  const whole = published.title ? `${published.title}\n${text}` : text;
  return {
    ...told,
    ...readOpening(told.hook, whole),
    ...readEnding(told.cta, text),
    ...readPerson(text),
    length: readLength(text),
    structure: readStructure(text),
    emoji: readSigns(whole),
    media: published.media,
  };
}

function readLength(text: string): Directives["length"] {
  const length = [...text].length;
  if (length < SHORT) return "short";
  return length <= LONG ? "medium" : "long";
}

function readStructure(text: string): Directives["structure"] {
  const lines = text.split("\n");
  const said = lines.filter((line) => line.trim() !== "");
  if (lines.filter((line) => dash.test(line)).length >= 2) return "list";
  const [first = "", second] = lines;
  if (said.length === 2 && second?.trim() === "" && first.length < 70) return "headline";
  return said.length >= 3 ? "lines" : "paragraph";
}

function readSigns(text: string): Directives["emoji"] {
  const hasEmoji = emoji.test(text);
  if (hashtag.test(text)) return hasEmoji ? "both" : "hashtags";
  return hasEmoji ? "emoji" : "none";
}

function readOpening(told: Directives["hook"], text: string): Pick<Partial<Directives>, "hook"> {
  const opening = /^[^.!?？\n]*[.!?？]?/.exec(text)?.[0].trim() ?? "";
  if (/[?？]$/.test(opening)) return { hook: "question" };
  const named = openings.find(([, words]) => words.test(opening));
  if (named) return { hook: named[0] };
  if (/\p{N}/u.test(opening)) return { hook: "number" };
  return told === "question" || told === "number" ? { hook: undefined } : {};
}

function readEnding(told: Directives["cta"], text: string): Pick<Partial<Directives>, "cta"> {
  const words = text.slice(-ENDING).split(/\s+/);
  const end = words.findLastIndex((word) => !hashtag.test(word) && /[\p{L}\p{N}]/u.test(word));
  const bare = words.slice(0, end + 1).join(" ");
  const last = bare.split(/(?<=[.!?？])\s/).at(-1) ?? "";
  if (/[?？]$/.test(last)) return { cta: "reply" };
  if (invitations.test(last)) return { cta: "soft" };
  if (orders.test(last)) return { cta: "direct" };
  if (english.test(text)) return { cta: "none" };
  return told === "reply" ? { cta: undefined } : {};
}

function readPerson(text: string): Pick<Partial<Directives>, "person"> {
  if (/\byou(?:r|rs)?\b/i.test(text)) return { person: "you" };
  if (/\b(?:we|our|us)\b/i.test(text)) return { person: "we" };
  return english.test(text) ? { person: "neutral" } : {};
}
