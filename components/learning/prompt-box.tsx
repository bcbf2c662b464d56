import { PenNibIcon, StampIcon } from "@phosphor-icons/react/ssr";
import type { KeyboardEvent } from "react";
import {
  basisWords,
  newsOf,
  type Place,
  placeOf,
  placeWords,
  verdictOf,
} from "@/components/learning/node-words";
import { madeWords } from "@/components/learning/prompt-words";
import { cx } from "@/components/ui/class-names";
import type { PromptNode } from "@/lib/contracts/learning";

export type Member = PromptNode & { parentIds: string[] };

type PromptBoxProps = {
  prompt: PromptNode;
  leaderId: string;
  isSelected: boolean;
  isFocusable: boolean;
  onSelect: () => void;
  onKeyDown: (event: KeyboardEvent) => void;
};

/** One prompt in the picture, in words: where it stands, what is new about it, what it gained. */
export function PromptBox({ prompt, leaderId, isSelected, isFocusable, ...on }: PromptBoxProps) {
  const { name, status, operator } = prompt;
  const place = placeOf(prompt, leaderId);
  const news = newsOf(prompt);
  return (
    <button
      type="button"
      className={cx("prompt-box", status, operator, place)}
      data-prompt={prompt.id}
      aria-current={isSelected}
      tabIndex={isFocusable ? 0 : -1}
      title={news}
      onClick={on.onSelect}
      onKeyDown={on.onKeyDown}
    >
      <span className="row">
        <b>{name}</b> <ByHand prompt={prompt} />
        <PlaceMark prompt={prompt} place={place} />
      </span>
      <span className="what">{news}</span>
      <Gain prompt={prompt} />
      <span className="sr">{madeWords(prompt)}</span>
    </button>
  );
}

/** Filled for the one that writes now: nothing else in the family is. */
export function PlaceMark({ prompt, place }: { prompt: PromptNode; place: Place }) {
  return (
    <span className="place">
      {place === "asks" ? (
        <StampIcon className="i warn-c" weight="fill" aria-hidden="true" />
      ) : null}
      {placeWords(place, prompt)}
    </span>
  );
}

/** The verdict, and under it the interval and the posts that it rests on. */
export function Gain({ prompt }: { prompt: PromptNode }) {
  const { words, isDecided } = verdictOf(prompt);
  return (
    <>
      <span className={cx("gain", isDecided && "decided")}>{words}</span>
      <span className="basis">{basisWords(prompt)}</span>
    </>
  );
}

export function ByHand({ prompt }: { prompt: PromptNode }) {
  if (prompt.operator !== "person") return null;
  return <PenNibIcon className="i" aria-hidden="true" />;
}
