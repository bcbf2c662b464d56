import { STATUS_WORDS } from "@/components/learning/prompt-words";
import { cx } from "@/components/ui/class-names";
import type { PromptNode } from "@/lib/contracts/learning";
import { PROMPT_STATUSES } from "@/lib/domain/evolution/prompt";

/** What the boxes' looks mean: only those that are there. */
export function FamilyKey({ prompts }: { prompts: readonly PromptNode[] }) {
  const statuses = PROMPT_STATUSES.filter((each) => prompts.some(({ status }) => status === each));
  // Nobody chose the one it began with, so it has no marigold.
  const isSeed = prompts.some((each) => each.status === "champion" && each.operator === "seed");
  const byHand = prompts.some(({ operator }) => operator === "person");
  if (prompts.length < 2) return null;
  return (
    <ul className="tree-key xs t2" aria-label="What the boxes mean">
      {statuses.map((status) => (
        <li key={status}>
          <i
            className={cx("prompt-box", status, status === "champion" && isSeed && "seed")}
            aria-hidden="true"
          />
          {STATUS_WORDS[status]}
          {status === "champion" && isSeed ? ", the first prompt" : null}
        </li>
      ))}
      {byHand ? (
        <li>
          <i className="prompt-box person" aria-hidden="true" />
          Written by hand
        </li>
      ) : null}
    </ul>
  );
}
