import { z } from "zod";
import { type ChildIdea, checkChild, MOST_NOTES } from "@/lib/domain/evolution/check-child";
import {
  applyEdits,
  DIRECTIVE_KEYS,
  type DirectiveKey,
  differingKeys,
  directiveMenu,
  isLevel,
} from "@/lib/domain/evolution/directives";
import { askRole, type Role, type RoleModel } from "@/server/learning/roles/ask-role";
import type { Finding } from "@/server/learning/roles/critic";

const MOST_EDITS = 2;

const Answer = z.object({
  edits: z.array(z.object({ directive: z.enum(DIRECTIVE_KEYS), level: z.string() })),
  note: z.string().nullable(),
  because: z.string(),
});
type Answer = z.infer<typeof Answer>;

// The editor that applies a criticism and nothing else: TextGrad.
const role: Role<Answer> = {
  name: "edit",
  system: [
    "You edit a prompt that social posts are written by, as its critic advises and no further.",
    `Make one or two changes in all: set a directive to another of its levels, or add one short note. Nothing else. A note is an order to the writer of at most 160 characters, without claims, names, links or placeholders.`,
    'Answer with JSON only: {"edits":[{"directive":"…","level":"…"}],"note":null,"because":"one short plain sentence"}.',
  ].join("\n"),
  answer: Answer,
};

export interface EditorInput {
  parent: ChildIdea;
  findings: readonly Finding[];
  taken: readonly ChildIdea[];
  bannedWords: readonly string[];
}

/** The parent with at most two changes; null: the model is of no use here. */
export async function askEditor(
  model: RoleModel | null,
  { parent, findings, taken, bannedWords }: EditorInput,
): Promise<(ChildIdea & { because: string }) | null> {
  const { directives, notes } = parent;
  const data = { levels: directiveMenu(), prompt: { directives, notes }, findings };
  const answer = await askRole(model, role, data, (given) => [
    ...checkEdits(given, parent),
    ...checkChild(toChild(given, parent), taken, bannedWords),
  ]);
  return answer && { ...toChild(answer, parent), because: answer.because };
}

const toEdits = ({ edits }: Answer) =>
  edits.map(({ directive, level }) => ({ key: directive satisfies DirectiveKey, level }));

/** An added note takes the place of the oldest. */
function toChild(answer: Answer, { directives, notes }: ChildIdea): ChildIdea {
  const added = answer.note?.trim() ? [answer.note.trim()] : [];
  return {
    directives: applyEdits(directives, toEdits(answer)),
    notes: [...notes, ...added].slice(-MOST_NOTES),
  };
}

function checkEdits(answer: Answer, parent: ChildIdea): string[] {
  const unknown = toEdits(answer).filter(({ key, level }) => !isLevel(key, level));
  if (unknown.length > 0) return ["edits: use only the listed levels."];
  const child = toChild(answer, parent);
  const changes =
    differingKeys(child.directives, parent.directives).length + (answer.note?.trim() ? 1 : 0);
  if (changes === 0) return ["edits: make a change."];
  return changes > MOST_EDITS ? [`edits: ${MOST_EDITS} changes at most, the note included.`] : [];
}
