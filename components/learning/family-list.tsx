import type { CSSProperties } from "react";
import { toIndented } from "@/components/learning/family-order";
import type { FamilyProps } from "@/components/learning/family-tree";
import { newsOf, placeOf } from "@/components/learning/node-words";
import { ByHand, Gain, PlaceMark } from "@/components/learning/prompt-box";
import { madeWords } from "@/components/learning/prompt-words";
import { cx } from "@/components/ui/class-names";

/** Deeper than this there is no room for words on a phone. */
const DEEPEST = 5;

/** The tree for a phone: an indented list, each row opens its prompt. */
export function FamilyList(props: FamilyProps & { onRead: (promptId: string) => void }) {
  return (
    <ol className="tree-list" aria-label="Prompts, children below their first parent">
      {toIndented(props.members).map(({ member, depth }) => {
        const place = placeOf(member, props.championId);
        return (
          <li
            key={member.id}
            className={cx(member.status, member.operator, place)}
            style={{ "--depth": Math.min(depth, DEEPEST) } as CSSProperties}
          >
            <button type="button" onClick={() => props.onRead(member.id)}>
              <span className="row">
                <b>{member.name}</b> <ByHand prompt={member} />
                <PlaceMark prompt={member} place={place} />
              </span>
              <span className="what">{newsOf(member)}</span>
              <Gain prompt={member} />
              <span className="sr">{madeWords(member)}</span>
            </button>
          </li>
        );
      })}
    </ol>
  );
}
