import type { Directives } from "@/lib/domain/evolution/directives";

const hooks: Record<Directives["hook"], string> = {
  question: "A better cup before eight?",
  number: "12 farms, one blend.",
  claim: "This blend beats the morning.",
  story: "Last week the shelf was empty by noon.",
  news: "New on the shelf: the autumn blend.",
  problem: "Tired of flat coffee.",
};
const tones: Record<Directives["tone"], string> = {
  plain: "Fresh.",
  warm: "With love.",
  playful: "Pure joy.",
  expert: "Low roast.",
  urgent: "Today!",
};
const persons: Record<Directives["person"], string> = {
  you: "For you.",
  we: "We roast it.",
  neutral: "It is roasted slow.",
};
const calls: Record<Directives["cta"], string> = {
  none: "",
  soft: "Have a look.",
  direct: "Order now.",
  reply: "Which one first?",
};
const signs: Record<Directives["emoji"], string> = {
  none: "",
  emoji: "☕",
  hashtags: "#coffee",
  both: "☕ #coffee",
};
const more =
  "The beans came down from the hills by mule and truck, dried on raised beds and rested for a month.";
const evenMore =
  "The roast is short and gentle, the bag is sealed on the same day, and the date is written on it. " +
  "The taste is of plum, cocoa and a little orange peel.";

/** A text that shows these directives. */
export function writeText(directives: Directives): string {
  const { hook, tone, person, length, structure, cta, emoji } = directives;
  const details = [persons[person], tones[tone]];
  if (length !== "short") details.push(more);
  if (length === "long") details.push(evenMore);
  const end = [calls[cta], signs[emoji]].filter(Boolean).join(" ");
  const parts = [hooks[hook], ...details, end].filter(Boolean);
  switch (structure) {
    case "paragraph":
      return parts.join(" ");
    case "lines":
      return parts.join("\n");
    case "list":
      return [hooks[hook], ...details.map((each) => `- ${each}`), end].filter(Boolean).join("\n");
    case "headline":
      return `${hooks[hook]}\n\n${[...details, end].filter(Boolean).join(" ")}`;
  }
}
