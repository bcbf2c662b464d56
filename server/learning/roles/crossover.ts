import { z } from "zod";
import { type ChildIdea, checkChild } from "@/lib/domain/evolution/check-child";
import {
  DIRECTIVE_KEYS,
  Directives,
  differingKeys,
  directiveMenu,
} from "@/lib/domain/evolution/directives";
import { type Effects, estimateLevel } from "@/lib/domain/evolution/effects";
import type { Evidence } from "@/lib/domain/evolution/evidence";
import { askRole, type Role, type RoleModel } from "@/server/learning/roles/ask-role";

const MUTATIONS = 1;
const Z90 = 1.6448536269515;

const Answer = z.object({
  directives: Directives,
  notes: z.array(z.string()),
  because: z.string(),
});

// The idea of asking a model to cross and mutate is EvoPrompt's, as EvoAgentX runs it.
const role: Role<z.infer<typeof Answer>> = {
  name: "child",
  system: [
    "You breed prompts for social posts. From two parents you make one child.",
    "For each directive take the level of the parent whose level did better by the effects and the evidence; where they say nothing, take either. You may change one directive to a level that neither parent has, if the evidence speaks for it.",
    "Keep at most three of the parents' notes, word for word, and add none. Write no new claims, names, links or placeholders.",
    'Answer with JSON only: {"directives":{…all eight…},"notes":[…],"because":"one short plain sentence"}.',
  ].join("\n"),
  answer: Answer,
};

export interface CrossoverInput {
  parents: readonly [ChildIdea, ChildIdea];
  effects: Effects;
  evidence: Evidence;
  taken: readonly ChildIdea[];
  bannedWords: readonly string[];
}

/** One child of two parents; null: the model is of no use here. */
export async function askCrossover(
  model: RoleModel | null,
  { parents, effects, evidence, taken, bannedWords }: CrossoverInput,
): Promise<(ChildIdea & { because: string }) | null> {
  const [a, b] = parents;
  const data = {
    levels: directiveMenu(),
    parents: parents.map(({ directives, notes }) => ({ directives, notes })),
    effects: differingKeys(a.directives, b.directives).flatMap((directive) =>
      [a, b].map(({ directives }) => {
        const level = directives[directive];
        return { directive, level, ...toGain(effects, directive, level) };
      }),
    ),
    evidence,
  };
  return askRole(model, role, data, (child) => [
    ...checkDescent(child, parents),
    ...checkChild(child, taken, bannedWords),
  ]);
}

function checkDescent({ directives, notes }: ChildIdea, parents: readonly ChildIdea[]): string[] {
  const strange = DIRECTIVE_KEYS.filter((key) =>
    parents.every((parent) => parent.directives[key] !== directives[key]),
  );
  const issues: string[] = [];
  if (strange.length > MUTATIONS)
    issues.push(`directives: ${strange.join(", ")} come from no parent. Change one at most.`);
  if (notes.some((note) => parents.every((parent) => !parent.notes.includes(note))))
    issues.push("notes: take only notes of the parents, word for word.");
  return issues;
}

/** Over an average level, as ratios less one, with the 90 % interval. */
function toGain(effects: Effects, key: keyof Directives, level: string) {
  const { mean, sd } = estimateLevel(effects, key, level);
  const part = (log: number) => Number((Math.exp(log) - 1).toFixed(3));
  return { gain: part(mean), low: part(mean - Z90 * sd), high: part(mean + Z90 * sd) };
}
