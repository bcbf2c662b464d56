import { readFact, readName, trimEnd } from "./sentences";

/** What can be said about a brief without inventing anything. */
export interface Facts {
  /** A noun phrase for the inside of a sentence: "our autumn blend". */
  topic: string;
  /** Whole sentences from the brief, each with its full stop. */
  details: string[];
  offer: string | null;
  numbered: string | null;
  deadline: string | null;
  audience: string | null;
  link: string | null;
}

const orders = [
  "(?:please |help (?:us|me) (?:to )?)?",
  "(?:(?:we|i) (?:want|need|would like) (?:to |posts? (?:about|for) )?|our goal is to )?",
  "(?:launch(?:ing)?(?: of)?|promot(?:e|ing|ion of)|announc(?:e|ing)|introduc(?:e|ing)|advertis(?:e|ing)|",
  "market(?:ing)?|shar(?:e|ing)|highlight(?:ing)?|showcas(?:e|ing)|celebrat(?:e|ing)|push(?:ing)?|sell(?:ing)?(?: more)?|",
  "(?:write|post|talk|tell \\w+|spread the word|posts?|a campaign|campaign) (?:about|for)|",
  "creat(?:e|ing) (?:some )?(?:posts?|content|a campaign) (?:about|for)|raise awareness (?:of|for|about)|",
  "drive (?:\\w+ ){1,2}(?:to|for)|get (?:\\w+ ){0,2}(?:sign-?ups|bookings|orders|visits|interest) (?:for|to|in)|",
  "grow|bring (?:more )?people to|(?:get |have |invite |encourage )?(?:more )?(?:people|customers|readers|locals|visitors) to (?:try|see|visit|join|use|buy|book|read|come to|sign up (?:for|to))) ",
].join("");
const order = new RegExp(`^${orders}`, "i");
/** "We are opening a shop": what follows the verb is the topic. */
const ownWords =
  /^(?:we|i)(?: have|'ve| are|'re| just| now|’ve|’re)* (?:(?:open|launch|start|releas|host|runn|offer|sell|mak|build|bring|add|plann)\w*|built|made|sold|ran|have|want|need|got) /i;
const pronoun = /^(?:we|i|you|they|he|she|it|there)\b/i;
const people =
  "people|workers?|owners?|parents?|families|teams?|students?|customers?|founders?|runners?|cyclists?|riders?|developers?|designers?|makers?|readers?|lovers?|fans?|locals?|professionals?|businesses|beginners?|commuters?|marketers?|teachers?|engineers?|companies|drinkers?|gardeners?|cooks?|travell?ers?";
const audiencePattern = new RegExp(
  `\\b(?:for|to|aimed at|targeting) ((?:[\\p{L}'-]+ ){0,3}(?:${people})(?: (?:in|of|at|from|who) [\\p{L}' -]+)?)`,
  "iu",
);
const labelled =
  /^(audience|target(?: audience)?|goal|objective|tone|call to action|cta|link|url|platforms?)\s*:\s*(.+)$/i;
const topicEnd =
  /\s*(?:[,:(–—]|\s-\s|\b(?:to|for|with|until|by|before|after|so|because|which|that|who|from|starting|aimed|targeting|this|next|on \d|on (?:mon|tues|wednes|thurs|fri|satur|sun)day|in (?:january|february|march|april|may|june|july|august|september|october|november|december))\b).*$/i;
const offerPattern = /\b(?:free|off|discount|save|bonus|gift|half price|trial|deal)\b|%/i;
const deadlinePattern =
  /\b(?:until|by|before|ends?|today|tonight|tomorrow|this week|weekend|\w+day)\b/i;

/** Without the full stop of its sentence. */
const address = /https?:\/\/[^\s<>"')\]]*[^\s<>"')\].,;:!?]/gi;

export function readFacts(brief: string): Facts {
  const [link = null] = brief.match(address) ?? [];
  const plain = brief.replace(address, " ").replace(/[<>]/g, "");
  const pieces = plain
    .split(/(?<=[.!?])\s+|[\n;]+/)
    .map((piece) =>
      piece
        .replace(/^[\s\-•*]+/, "")
        .replace(/\s+/g, " ")
        .replace(/[\s.:,]+$/, ""),
    )
    .filter((piece) => piece !== "");
  const labels = new Map<string, string>();
  const sentences = pieces.filter((piece) => {
    const match = labelled.exec(piece);
    if (match?.[1] && match[2]) labels.set(match[1].toLowerCase(), match[2]);
    return !match;
  });
  const lead = sentences.find((sentence) => order.test(sentence)) ?? sentences[0] ?? "";
  const topic = readTopic(lead);
  const rest = sentences.filter((sentence) => sentence !== lead);
  const details = [...leadDetails(lead), ...rest]
    .filter((sentence) => !order.test(`${sentence} `))
    .flatMap((sentence) => readFact(sentence) ?? [])
    .map(toSentence);
  const name = rest.map(readName).find((found) => found !== null);
  if (name && !details.some((detail) => detail.includes(name))) {
    details.push(`One name to remember: ${name}.`);
  }
  const audience =
    labels.get("audience") ??
    labels.get("target audience") ??
    labels.get("target") ??
    audiencePattern.exec(lead)?.[1] ??
    null;
  return {
    topic,
    details,
    offer: details.find((detail) => offerPattern.test(detail)) ?? null,
    numbered: details.find((detail) => /\d/.test(detail)) ?? null,
    deadline: details.find((detail) => deadlinePattern.test(detail)) ?? null,
    audience: audience ? audience.replace(/\.$/, "") : null,
    link,
  };
}

function readTopic(lead: string): string {
  const said = lead.replace(order, "").replace(ownWords, "");
  if (pronoun.test(said)) return "what is new here";
  const phrase = said.replace(topicEnd, "").trim() || said.trim();
  const words = phrase.split(" ");
  const short = words.slice(0, 9).join(" ");
  const kept = words.length > 9 ? trimEnd(short) : short.replace(/[.!?,:]+$/, "");
  if (kept === "") return "what we have been working on";
  if (/^(?:our|the|a|an|my|your|this|these|those|its|their)\b/i.test(kept)) return lowerFirst(kept);
  const isName = /^\p{Lu}/u.test(kept) && said !== lead;
  return isName || /^\p{Lu}\S*\p{Lu}/u.test(kept) ? kept : `our ${lowerFirst(kept)}`;
}

/** Clauses that follow the topic in the first sentence and can stand alone. */
function leadDetails(lead: string): string[] {
  if (pronoun.test(lead) && !order.test(lead)) return [lead];
  const [, tail] = /(?::|\s[–—-])\s+(.+)$/.exec(lead) ?? [];
  const clauses = tail ? [tail] : lead.split(/,\s+/).slice(1);
  return clauses
    .map((clause) => clause.replace(/^(?:and|with|plus|including|where|so)\s+/i, ""))
    .filter((clause) => offerPattern.test(clause) || /\d/.test(clause));
}

function toSentence(text: string): string {
  const start = upperFirst(text.trim());
  return /[.!?]$/.test(start) ? start.replace(/!+$/, ".") : `${start}.`;
}

export function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function lowerFirst(text: string): string {
  return /^\p{Lu}\p{Lu}/u.test(text) ? text : text.charAt(0).toLowerCase() + text.slice(1);
}
