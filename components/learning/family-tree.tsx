"use client";

import { type KeyboardEvent, useEffect, useRef } from "react";
import { layoutFamily, type Placed } from "@/components/learning/family-layout";
import { type Member, PromptBox } from "@/components/learning/prompt-box";
import { useZone } from "@/components/providers/zone";
import { formatInZone } from "@/components/ui/zoned-format";

const WIDE = { width: 176, height: 104, gapX: 26, gapY: 14 };
/** So that five generations stand side by side on a usual desk. */
const NARROW = { ...WIDE, width: 152, gapX: 19 };
const FEW = 4;
const HEAD = 28;

export type FamilyProps = {
  members: readonly Member[];
  selectedId: string;
  championId: string;
};

/** The family as a picture: lines drawn, prompts as buttons, one of them in the tab order. */
export function FamilyTree(props: FamilyProps & { onSelect: (promptId: string) => void }) {
  const { members, selectedId, championId, onSelect } = props;
  const zone = useZone();
  const frame = useRef<HTMLElement>(null);
  const wide = layoutFamily(members, WIDE);
  const sizes = wide.columns.length > FEW ? NARROW : WIDE;
  const layout = layoutFamily(members, sizes);
  const focusable = members.some(({ id }) => id === selectedId) ? selectedId : championId;
  useEffect(() => {
    const chosen = frame.current?.querySelector<HTMLElement>('[aria-current="true"]');
    if (!frame.current || !chosen) return;
    // Only sideways, and only its own frame: the page stays where it is.
    const { offsetLeft, offsetWidth } = chosen.parentElement ?? chosen;
    const hidden = offsetLeft + offsetWidth + 16 - frame.current.clientWidth;
    if (hidden > frame.current.scrollLeft || offsetLeft < frame.current.scrollLeft)
      frame.current.scrollLeft = Math.max(0, hidden);
  }, []);
  const move = (event: KeyboardEvent) => {
    const next = neighbour(layout.placed, focusable, event.key);
    if (!next) return;
    event.preventDefault();
    onSelect(next.member.id);
    frame.current?.querySelector<HTMLElement>(`[data-prompt="${next.member.id}"]`)?.focus();
  };
  return (
    <section className="tree-frame" ref={frame} aria-label="Family tree of prompts">
      <div className="tree" style={{ width: layout.width, height: layout.height + HEAD }}>
        <svg width={layout.width} height={layout.height + HEAD} aria-hidden="true">
          {layout.columns.map((column) => (
            <text key={column.x} x={column.x + 1} y="11">
              {bornAt(column.members, zone)}
            </text>
          ))}
          <g transform={`translate(0 ${HEAD})`}>
            {layout.edges
              .toSorted((a, b) => Number(a.onLine) - Number(b.onLine))
              .map(({ from, to, path, onLine }) => (
                <path key={`${from} ${to}`} d={path} className={onLine ? "on-line" : undefined} />
              ))}
          </g>
        </svg>
        <ol aria-label="Prompts, oldest first. Arrow keys move between them">
          {layout.placed.map(({ member, x, y }) => (
            <li
              key={member.id}
              style={{ left: x, top: y + HEAD, width: sizes.width, height: sizes.height }}
            >
              <PromptBox
                prompt={member}
                leaderId={championId}
                isSelected={member.id === selectedId}
                isFocusable={member.id === focusable}
                onSelect={() => onSelect(member.id)}
                onKeyDown={move}
              />
            </li>
          ))}
        </ol>
      </div>
    </section>
  );
}

function bornAt([first]: readonly Member[], zone: string): string {
  if (!first) return "";
  if (first.operator === "seed") return "Start";
  return `From ${formatInZone(first.createdAt, zone, "day")}`;
}

/** Up and down within a generation, left and right to the nearest of the next one. */
function neighbour(
  placed: readonly Placed<Member>[],
  fromId: string,
  key: string,
): Placed<Member> | undefined {
  const from = placed.find(({ member }) => member.id === fromId);
  if (!from) return undefined;
  const near = (a: Placed<Member>, b: Placed<Member>) =>
    Math.abs(a.y - from.y) - Math.abs(b.y - from.y);
  const inColumn = (step: number) =>
    placed.filter(({ column }) => column === from.column + step).toSorted(near);
  switch (key) {
    case "ArrowLeft":
      return inColumn(-1)[0];
    case "ArrowRight":
      return inColumn(1)[0];
    case "ArrowUp":
      return inColumn(0).find(({ y }) => y < from.y);
    case "ArrowDown":
      return inColumn(0).find(({ y }) => y > from.y);
    default:
      return undefined;
  }
}
