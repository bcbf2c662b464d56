import { lineOf } from "@/components/learning/family-order";
import type { PromptStatus } from "@/lib/contracts/learning";
import { findLeader } from "@/lib/domain/evolution/prompt";

/** One prompt to be placed. Parents come before their children. */
export interface FamilyMember {
  id: string;
  generation: number;
  parentIds: readonly string[];
  status: PromptStatus;
}

export interface Sizes {
  width: number;
  height: number;
  gapX: number;
  gapY: number;
}

export interface Placed<M> {
  member: M;
  column: number;
  x: number;
  y: number;
}

export interface Edge {
  from: string;
  to: string;
  /** Both belong to what the leading one comes from. */
  onLine: boolean;
  /** An SVG path from the parent's right side to the child's left. */
  path: string;
}

export interface FamilyLayout<M> {
  placed: Placed<M>[];
  edges: Edge[];
  columns: { x: number; members: M[] }[];
  width: number;
  height: number;
}

// More than a generation has steps within: founders come from the first prompt, in the same one.
const STEPS = 1000;

/** Below the line, what is alive stands above what is not. */
const ORDER: readonly PromptStatus[] = [
  ...(["probation", "champion", "challenger", "archived", "retired"] as const),
];

/** Where a member stands in time: its generation, and within that after its parents. */
function stepsOf(members: readonly FamilyMember[]): Map<string, number> {
  const steps = new Map<string, number>();
  for (const { id, generation, parentIds } of members) {
    const start = generation * STEPS;
    const after = parentIds.map((parent) => (steps.get(parent) ?? -1) + 1);
    steps.set(id, Math.max(start, ...after));
  }
  return steps;
}

/**
 * A column for each generation. What the leading one comes from runs straight along the top, down to
 * the leading one; all others hang below.
 */
export function layoutFamily<M extends FamilyMember>(
  members: readonly M[],
  sizes: Sizes,
): FamilyLayout<M> {
  const columns = toColumns(members);
  const leader = findLeader(members);
  const line = leader ? lineOf(members, leader.id) : new Set<string>();
  const onLine = ({ id }: M) => line.has(id);
  const lanes = Math.max(0, ...columns.map((rows) => rows.filter(onLine).length));
  const last = columns.findLastIndex((rows) => rows.some(onLine));
  const placed = columns.flatMap((members, column) => {
    const main = members.filter(onLine);
    const others = members
      .filter((each) => !onLine(each))
      .toSorted((a, b) => ORDER.indexOf(a.status) - ORDER.indexOf(b.status));
    const top = column <= last ? lanes : 0;
    const place = (member: M, row: number): Placed<M> => ({
      ...{ member, column, x: column * (sizes.width + sizes.gapX) },
      y: row * (sizes.height + sizes.gapY),
    });
    return [...main.map(place), ...others.map((member, at) => place(member, top + at))];
  });
  const family = { placed, byId: new Map(placed.map((each) => [each.member.id, each])), line };
  return {
    placed,
    edges: placed.flatMap((child) => toEdges(child, family, sizes)),
    columns: columns.map((rows, column) => ({
      ...{ x: column * (sizes.width + sizes.gapX), members: rows },
    })),
    width: Math.max(0, columns.length * (sizes.width + sizes.gapX) - sizes.gapX),
    height: Math.max(0, ...placed.map(({ y }) => y + sizes.height)),
  };
}

function toColumns<M extends FamilyMember>(members: readonly M[]): M[][] {
  const steps = stepsOf(members);
  return [...Map.groupBy(members, ({ id }) => steps.get(id) ?? 0)]
    .toSorted(([a], [b]) => a - b)
    .map(([, rows]) => rows);
}

interface Family<M> {
  placed: readonly Placed<M>[];
  byId: ReadonlyMap<string, Placed<M>>;
  line: ReadonlySet<string>;
}

function toEdges<M extends FamilyMember>(
  child: Placed<M>,
  { placed, byId, line }: Family<M>,
  sizes: Sizes,
): Edge[] {
  return child.member.parentIds.flatMap((from) => {
    const parent = byId.get(from);
    if (!parent || parent.column >= child.column) return [];
    const isBetween = ({ column, y }: Placed<M>) =>
      y === parent.y && column > parent.column && column < child.column;
    const to = child.member.id;
    const onLine = line.has(from) && line.has(to);
    return [{ from, to, onLine, path: toPath(parent, child, sizes, placed.some(isBetween)) }];
  });
}

interface At {
  x: number;
  y: number;
}

/** Along the parent's row where that is free, else through the gap above it; never behind a box. */
function toPath(parent: At, child: At, { width, height, gapX, gapY }: Sizes, isBarred: boolean) {
  const [x1, y1] = [parent.x + width, parent.y + height / 2];
  const [x2, y2] = [child.x, child.y + height / 2];
  const along = isBarred ? parent.y - gapY / 2 : y1;
  const out = isBarred
    ? `C${x1 + gapX / 2} ${y1} ${x1 + gapX / 2} ${along} ${x1 + gapX} ${along}`
    : "";
  const turn = x2 - gapX / 2;
  return `M${x1} ${y1}${out}H${x2 - gapX}C${turn} ${along} ${turn} ${y2} ${x2} ${y2}`;
}
