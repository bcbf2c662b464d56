import { spokenLift } from "@/components/learning/lift-words";
import type { DirectiveChange } from "@/lib/contracts/directive-change";
import type { PromptNode, PromptRef, PromptStatus } from "@/lib/contracts/learning";

export const STATUS_WORDS: Record<PromptStatus, string> = {
  champion: "Champion",
  probation: "On probation",
  challenger: "Challenger",
  archived: "Was champion",
  retired: "Retired",
};

const names = (refs: readonly PromptRef[]) => refs.map(({ name }) => name).join(" and ");

/** How a prompt came to be, as a sentence. */
export function madeWords({ operator, parents }: Pick<PromptNode, "operator" | "parents">): string {
  const from = names(parents);
  switch (operator) {
    case "seed":
      return "The prompt this channel started with.";
    case "person":
      return from ? `Written by hand, after ${from}.` : "Written by hand.";
    case "crossover":
      return `Crossed from ${from}.`;
    case "critic_edit":
      return `Edited from ${from} after a critique of the best and worst posts.`;
    case "thompson_edit":
      return `Edited from ${from} towards what looks promising in the results so far.`;
    case "random_mutation":
      return `Changed from ${from} by chance.`;
  }
}

export const changeWords = ({ directiveLabel, toLabel }: DirectiveChange): string =>
  `${directiveLabel}: ${toLabel}`;

type Titled = Pick<PromptNode, "operator" | "changes" | "notes">;

/** A prompt in a few words: what it does otherwise than its first parent. */
export function titleOf({ operator, changes, notes }: Titled): string {
  if (operator === "seed") return "First prompt";
  const [first, ...more] = changes[0]?.changes ?? [];
  if (!first) return notes[0] ?? (operator === "person" ? "Written by hand" : "Same orders");
  return more.length > 0 ? `${changeWords(first)}, +${more.length}` : changeWords(first);
}

/** For a screen reader, after the name and the title: all that the picture of a prompt shows. */
export function spokenPrompt(prompt: PromptNode): string {
  const { status, lift, evidence, awaitingSince } = prompt;
  const hasResult = evidence.settledPosts > 0;
  const results = `${evidence.settledPosts} ${evidence.settledPosts === 1 ? "result" : "results"}`;
  return [
    STATUS_WORDS[status],
    madeWords(prompt),
    ...(lift
      ? [`${hasResult ? "Earns" : "Expected"} ${spokenLift(lift)} against the first prompt`]
      : []),
    results,
    ...(awaitingSince ? ["Waits for your approval"] : []),
  ]
    .map((part) => ` ${part.replace(/\.$/u, "")}.`)
    .join("");
}
