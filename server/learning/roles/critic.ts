import { z } from "zod";
import type { ChildIdea } from "@/lib/domain/evolution/check-child";
import type { Evidence } from "@/lib/domain/evolution/evidence";
import { askRole, type Role, type RoleModel } from "@/server/learning/roles/ask-role";

const MOST_FINDINGS = 3;

const Finding = z.object({
  postIds: z.array(z.string()),
  saw: z.string(),
  advice: z.string(),
});
export type Finding = z.infer<typeof Finding>;
const Answer = z.object({ findings: z.array(Finding) });

// Criticism in words as the gradient of a prompt: TextGrad. Reading traces of what happened: GEPA.
const role: Role<z.infer<typeof Answer>> = {
  name: "criticism",
  system: [
    "You criticise a prompt that social posts are written by. You change nothing yourself.",
    "You see its orders and the posts of its channel that did best and worst: how far each was above or below what is usual at its hour (0.2 is 20 % above), with its 90 % interval. An interval around 0 says little.",
    "Give one to three findings. Each names the posts it rests on by their ids, what was seen in them, and one advice for the prompt. Say nothing that the posts don't show.",
    'Answer with JSON only: {"findings":[{"postIds":["…"],"saw":"…","advice":"…"}]}.',
  ].join("\n"),
  answer: Answer,
};

/** What the posts say against a prompt; null: the model is of no use here. */
export async function askCritic(
  model: RoleModel | null,
  prompt: ChildIdea,
  evidence: Evidence,
): Promise<Finding[] | null> {
  const known = new Set([...evidence.best, ...evidence.worst].map(({ postId }) => postId));
  if (known.size === 0) return null;
  const { directives, notes } = prompt;
  const answer = await askRole(model, role, { prompt: { directives, notes }, evidence }, (given) =>
    checkFindings(given.findings, known),
  );
  return answer?.findings ?? null;
}

function checkFindings(findings: readonly Finding[], known: ReadonlySet<string>): string[] {
  const issues: string[] = [];
  if (findings.length < 1 || findings.length > MOST_FINDINGS)
    issues.push(`findings: 1 to ${MOST_FINDINGS}.`);
  if (findings.some(({ postIds }) => postIds.length === 0))
    issues.push("postIds: each finding names the posts it rests on.");
  if (findings.some(({ postIds }) => postIds.some((id) => !known.has(id))))
    issues.push("postIds: name only posts of the evidence.");
  if (findings.some(({ advice }) => advice.trim() === "" || advice.length > 400))
    issues.push("advice: 1 to 400 characters.");
  return issues;
}
