import { PenNibIcon, StampIcon } from "@phosphor-icons/react/ssr";
import type { KeyboardEvent } from "react";
import type { LiftScale } from "@/components/learning/lift-scale";
import { LiftStrip } from "@/components/learning/lift-strip";
import { proofOf, rangeWords, signedPercent } from "@/components/learning/lift-words";
import { spokenPrompt, titleOf } from "@/components/learning/prompt-words";
import { cx } from "@/components/ui/class-names";
import type { PromptNode } from "@/lib/contracts/learning";

export type Member = PromptNode & { parentIds: string[] };

type PromptBoxProps = {
  prompt: PromptNode;
  scale: LiftScale;
  isSelected: boolean;
  isFocusable: boolean;
  onSelect: () => void;
  onKeyDown: (event: KeyboardEvent) => void;
};

/** One prompt in the picture: its name, what it earns with its interval, what is new about it. */
export function PromptBox({ prompt, scale, isSelected, isFocusable, ...on }: PromptBoxProps) {
  const { name, status, operator, lift, evidence } = prompt;
  const title = titleOf(prompt);
  return (
    <button
      type="button"
      className={cx("prompt-box", status, operator)}
      data-prompt={prompt.id}
      aria-current={isSelected}
      tabIndex={isFocusable ? 0 : -1}
      title={title}
      onClick={on.onSelect}
      onKeyDown={on.onKeyDown}
    >
      <span className="row">
        <b>{name}</b>
        <PromptMarks prompt={prompt} />
        <span className={cx("push gain", gainClass(prompt))}>{gainWords(prompt)}</span>
      </span>
      <span className="what">{title}</span>
      {lift && evidence.settledPosts > 0 ? (
        <span className="xs" aria-hidden="true">
          {rangeWords(lift)}
        </span>
      ) : null}
      <LiftStrip lift={lift} scale={scale} expected={evidence.settledPosts === 0} />
      <span className="sr">{spokenPrompt(prompt)}</span>
    </button>
  );
}

/** The seed is what everything is measured against; others are quiet before their first result. */
export function gainWords(prompt: PromptNode): string {
  if (prompt.operator === "seed") return "0%";
  return prompt.lift && hasResult(prompt) ? signedPercent(prompt.lift.mean) : "No result";
}

/** Bold is for what is decided. */
function gainClass(prompt: PromptNode): string | false {
  if (!hasResult(prompt)) return "none";
  return prompt.lift !== null && proofOf(prompt.lift) === "open" && "open";
}

const hasResult = ({ operator, evidence }: PromptNode): boolean =>
  operator === "seed" || evidence.settledPosts > 0;

export function PromptMarks({ prompt }: { prompt: PromptNode }) {
  return (
    <>
      {prompt.operator === "person" ? <PenNibIcon className="i" aria-hidden="true" /> : null}
      {prompt.awaitingSince ? (
        <StampIcon className="i warn-c" weight="fill" aria-hidden="true" />
      ) : null}
    </>
  );
}
