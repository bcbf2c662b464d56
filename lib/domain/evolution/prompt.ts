import { DIRECTIVE_KEYS, type Directives, orderOf } from "./directives";

export const OPERATORS = [
  "seed",
  "thompson_edit",
  "crossover",
  "critic_edit",
  "random_mutation",
  "person",
] as const;
export type Operator = (typeof OPERATORS)[number];

/**
 * One of a channel is `champion`; a promoted one leads in `probation` beside it until it is proved;
 * `archived` were champions once, `retired` never were or were rolled back.
 */
export const PROMPT_STATUSES = [
  "champion",
  "challenger",
  "probation",
  "archived",
  "retired",
] as const;
export type PromptStatus = (typeof PROMPT_STATUSES)[number];

/** What is needed to predict how a prompt does. */
export interface PromptGenome {
  id: string;
  directives: Directives;
}

/** One individual of a channel's population: immutable but for its status. */
export interface PromptVersion extends PromptGenome {
  parents: readonly string[];
  operator: Operator;
  /** Free guidance beside the directives, by a critic or a person. */
  notes: readonly string[];
  /** `renderPrompt(directives, notes)` when it was made. */
  text: string;
  status: PromptStatus;
  generation: number;
  /** ISO 8601. */
  createdAt: string;
}

/** The orders that go to the writing model with the brief. The brief itself is not part of it. */
export function renderPrompt(directives: Directives, notes: readonly string[] = []): string {
  const orders = DIRECTIVE_KEYS.map((key) => `- ${orderOf(key, directives[key])}`);
  return [
    "How to write, unless the brief, the brand's rules or the platform's limits say otherwise:",
    ...orders,
    ...notes.map((note) => `- ${note.trim()}`),
  ].join("\n");
}

/** Who writes most: the one on probation, else the champion. */
export function findLeader<P extends { status: PromptStatus }>(population: readonly P[]): P | null {
  return (
    population.find(({ status }) => status === "probation") ??
    population.find(({ status }) => status === "champion") ??
    null
  );
}
