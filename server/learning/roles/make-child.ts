import type { BreedOrder } from "@/lib/domain/evolution/breed";
import type { ChildIdea } from "@/lib/domain/evolution/check-child";
import { describeLevel, differingKeys } from "@/lib/domain/evolution/directives";
import type { Effects } from "@/lib/domain/evolution/effects";
import type { Evidence } from "@/lib/domain/evolution/evidence";
import type { Operator, PromptVersion } from "@/lib/domain/evolution/prompt";
import type { RoleModel } from "@/server/learning/roles/ask-role";
import { askCritic } from "@/server/learning/roles/critic";
import { askCrossover } from "@/server/learning/roles/crossover";
import { askEditor } from "@/server/learning/roles/editor";

export interface BreedContext {
  /** The channel's prompts, the children of this cycle that are made already included. */
  prompts: readonly (Pick<PromptVersion, "id"> & ChildIdea)[];
  /** "P7" */
  nameOf: (promptId: string) => string;
  effects: Effects;
  evidence: Evidence;
  bannedWords: readonly string[];
}

export interface Child {
  operator: Operator;
  parents: readonly string[];
  directives: ChildIdea["directives"];
  notes: string[];
  /** In words, for people. */
  why: string;
  citedPosts: string[];
  /** Null where no model was asked or its answer was of no use. */
  model: string | null;
}

/** Makes what a plan ordered: by the model where it is of use, else by the plan's own directives. */
export async function makeChild(
  model: RoleModel | null,
  order: BreedOrder,
  context: BreedContext,
): Promise<Child> {
  const made = await askRoles(model, order, context);
  return made ?? byItself(order, context);
}

async function askRoles(
  model: RoleModel | null,
  order: BreedOrder,
  context: BreedContext,
): Promise<Child | null> {
  const [parent, mate] = order.parents.map((id) => context.prompts.find((each) => each.id === id));
  if (!model || !parent) return null;
  const facts = { operator: order.operator, parents: order.parents, model: model.name };
  if (order.operator === "crossover" && mate) {
    const { prompts, ...known } = context;
    const child = await askCrossover(model, { ...known, parents: [parent, mate], taken: prompts });
    if (!child) return null;
    const [first, second] = [parent, mate].map(({ id }) => context.nameOf(id));
    return { ...facts, ...toParts(child, `A child of ${first} and ${second}.`), citedPosts: [] };
  }
  if (order.operator !== "critic_edit") return null;
  const findings = await askCritic(model, parent, context.evidence);
  const { prompts: taken, bannedWords } = context;
  const child = findings && (await askEditor(model, { parent, findings, taken, bannedWords }));
  if (!child) return null;
  const citedPosts = [...new Set(findings.flatMap(({ postIds }) => postIds))];
  const lead = `Follows what the critic found about ${context.nameOf(parent.id)}.`;
  return { ...facts, ...toParts(child, lead), citedPosts };
}

const LONGEST_REASON = 300;

const toParts = (
  { directives, notes, because }: ChildIdea & { because: string },
  lead: string,
): Pick<Child, "directives" | "notes" | "why"> => ({
  directives,
  notes: [...notes],
  why: `${lead} ${[...because.trim()].slice(0, LONGEST_REASON).join("")}`.trim(),
});

function byItself(order: BreedOrder, { prompts, nameOf }: BreedContext): Child {
  const { directives, parents } = order;
  const parent = prompts.find(({ id }) => id === parents[0]);
  const changes = parent
    ? differingKeys(parent.directives, directives).map((key) => describeLevel(key, directives[key]))
    : [];
  const names = parents.map(nameOf).join(" and ");
  const crossed = order.operator === "crossover";
  const lead = crossed
    ? `Takes from ${names} what may do best`
    : `Changes in ${names} what may gain most`;
  return {
    // Without its critic it is what the draw proposed.
    operator: order.operator === "critic_edit" ? "thompson_edit" : order.operator,
    ...{ parents, directives, citedPosts: [], model: null },
    notes: [...(parent?.notes ?? [])],
    why: `${lead} by the results so far: ${changes.join("; ")}.`,
  };
}
