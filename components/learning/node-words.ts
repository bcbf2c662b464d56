import { proofOf, rangeWords, signedPercent } from "@/components/learning/lift-words";
import { changeWords } from "@/components/learning/prompt-words";
import type { PromptNode } from "@/lib/contracts/learning";

export type Place =
  | "writes"
  | "asks"
  | "tried"
  | "stands-by"
  | "wrote"
  | "failed"
  | "open"
  | "aside";

type Placed = Pick<PromptNode, "id" | "status" | "awaitingSince" | "evidence" | "over">;

/** Where a prompt stands, as a marketer sees it. "Not better" is said of nobody without a result. */
export function placeOf(prompt: Placed, leaderId: string): Place {
  if (prompt.id === leaderId) return "writes";
  switch (prompt.status) {
    case "champion":
    case "probation":
      return "stands-by";
    case "challenger":
      return prompt.awaitingSince ? "asks" : "tried";
    case "archived":
      return "wrote";
    case "retired":
      return placeOfRetired(prompt);
  }
}

function placeOfRetired({ evidence, over }: Placed): Place {
  if (evidence.settledPosts === 0 || !over || proofOf(over.lift) === "better") return "aside";
  return over.lift.mean > 0 ? "open" : "failed";
}

const PLACE_WORDS: Record<Place, string> = {
  writes: "Now writing",
  asks: "Waits for you",
  tried: "Being tried",
  "stands-by": "Stands by",
  wrote: "Wrote before",
  failed: "Tried, not better",
  open: "Tried, not proven",
  aside: "Set aside",
};

export const placeWords = (place: Place, { status }: Pick<PromptNode, "status">): string =>
  place === "writes" && status === "probation" ? "Writing, on trial" : PLACE_WORDS[place];

/** How it compares with the one that it replaced, or was to replace; bold only where that is decided. */
interface Verdict {
  words: string;
  isDecided: boolean;
  /** "+13% (−24 to +67%)": with the 90% interval; null where there is nothing to give one for. */
  estimate: string | null;
}

type Judged = Pick<PromptNode, "evidence" | "over" | "operator">;

export function verdictOf({ evidence, over, operator }: Judged): Verdict {
  const silent = { isDecided: false, estimate: null };
  if (!over && operator === "seed") return { ...silent, words: "Where it began" };
  if (!over || evidence.settledPosts === 0) return { ...silent, words: "No results yet" };
  const { prompt, lift } = over;
  const estimate = `${signedPercent(lift.mean)} (${rangeWords(lift)})`;
  const size = signedPercent(lift.mean).slice(1);
  switch (proofOf(lift)) {
    case "better":
      return { words: `${size} better than ${prompt.name}`, isDecided: true, estimate };
    case "worse":
      return { words: `${size} worse than ${prompt.name}`, isDecided: true, estimate };
    case "open":
      return { words: `Not told apart from ${prompt.name} yet`, isDecided: false, estimate };
  }
}

/** "+13% (−24 to +67%), 3 results": what the verdict rests on. */
export function basisWords(prompt: Judged): string {
  const { estimate } = verdictOf(prompt);
  const { settledPosts } = prompt.evidence;
  if (settledPosts === 0) return "";
  const results = `${settledPosts.toLocaleString("en")} ${settledPosts === 1 ? "result" : "results"}`;
  return estimate ? `${estimate}, ${results}` : results;
}

type News = Pick<PromptNode, "operator" | "changes" | "notes">;

/** A prompt in two lines: what it does otherwise than its first parent, or what else there is to say. */
export function newsOf({ operator, changes, notes }: News): string {
  if (operator === "seed") return "First prompt";
  const [first, second, ...more] = changes[0]?.changes ?? [];
  if (!first) return notes[0] ?? (operator === "person" ? "Written by hand" : "Asks for the same");
  if (!second) return changeWords(first);
  const rest = more.length > 0 ? `and ${more.length + 1} more` : changeWords(second);
  return `${changeWords(first)}; ${rest}`;
}
