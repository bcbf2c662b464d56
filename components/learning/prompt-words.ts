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
      return `Combines ${from}.`;
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
