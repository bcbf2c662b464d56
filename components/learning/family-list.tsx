import type { CSSProperties } from "react";
import { toIndented } from "@/components/learning/family-order";
import type { FamilyProps } from "@/components/learning/family-tree";
import { rangeWords } from "@/components/learning/lift-words";
import { gainWords, PromptMarks } from "@/components/learning/prompt-box";
import { spokenPrompt, titleOf } from "@/components/learning/prompt-words";
import { cx } from "@/components/ui/class-names";

/** Deeper than this there is no room for words on a phone. */
const DEEPEST = 5;

/** The tree for a phone: an indented list, each row opens its prompt. */
export function FamilyList(props: FamilyProps & { onRead: (promptId: string) => void }) {
  return (
    <ol className="tree-list" aria-label="Prompts, children below their first parent">
      {toIndented(props.members).map(({ member, depth }) => (
        <li
          key={member.id}
          className={cx(member.status, member.operator)}
          style={{ "--depth": Math.min(depth, DEEPEST) } as CSSProperties}
        >
          <button type="button" onClick={() => props.onRead(member.id)}>
            <b>{member.name}</b>
            <span className="grow min-w-0">
              {titleOf(member)} <PromptMarks prompt={member} />
            </span>
            <span className="gain nw">
              <b>{gainWords(member)}</b>
              {member.lift && member.evidence.settledPosts > 0 ? (
                <span className="xs">{rangeWords(member.lift)}</span>
              ) : null}
            </span>
            <span className="sr">{spokenPrompt(member)}</span>
          </button>
        </li>
      ))}
    </ol>
  );
}
