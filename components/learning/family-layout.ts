/** One prompt to be placed. Parents come before their children. */
export interface FamilyMember {
  id: string;
  generation: number;
  parentIds: readonly string[];
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

/** A column for each generation; everyone as near to the middle of the parents as the others allow. */
export function layoutFamily<M extends FamilyMember>(
  members: readonly M[],
  sizes: Sizes,
): FamilyLayout<M> {
  const steps = stepsOf(members);
  const columns = [...Map.groupBy(members, ({ id }) => steps.get(id) ?? 0)]
    .toSorted(([a], [b]) => a - b)
    .map(([, rows]) => rows);
  const step = sizes.width + sizes.gapX;
  const at = new Map<string, Placed<M>>();
  for (const [column, rows] of columns.entries()) {
    for (const { member, y } of spread(rows, at, sizes))
      at.set(member.id, { member, column, x: column * step, y });
  }
  const top = Math.min(0, ...[...at.values()].map(({ y }) => y));
  const placed = [...at.values()].map((each) => ({ ...each, y: each.y - top }));
  const byId = new Map(placed.map((each) => [each.member.id, each]));
  return {
    placed,
    edges: placed.flatMap((child) => toEdges(child, byId, sizes)),
    columns: columns.map((rows, column) => ({ x: column * step, members: rows })),
    width: Math.max(0, columns.length * step - sizes.gapX),
    height: Math.max(0, ...placed.map(({ y }) => y + sizes.height)),
  };
}

function spread<M extends FamilyMember>(
  rows: readonly M[],
  at: ReadonlyMap<string, Placed<M>>,
  sizes: Sizes,
): { member: M; y: number }[] {
  const wished = rows
    .map((member, order) => ({ member, order, wish: wishOf(member, at) ?? 0 }))
    .toSorted((a, b) => a.wish - b.wish || a.order - b.order);
  let next = Number.NEGATIVE_INFINITY;
  const stacked = wished.map(({ member, wish }) => {
    const y = Math.max(wish, next);
    next = y + sizes.height + sizes.gapY;
    return { member, y, wish };
  });
  // Stacking only pushes down: half of it goes back up.
  const push = stacked.reduce((sum, { y, wish }) => sum + y - wish, 0) / (stacked.length || 1);
  return stacked.map(({ member, y }) => ({ member, y: y - push }));
}

function wishOf<M extends FamilyMember>(
  member: M,
  at: ReadonlyMap<string, Placed<M>>,
): number | null {
  const parents = member.parentIds.flatMap((id) => at.get(id) ?? []);
  if (parents.length === 0) return null;
  return parents.reduce((sum, { y }) => sum + y, 0) / parents.length;
}

function toEdges<M extends FamilyMember>(
  child: Placed<M>,
  byId: ReadonlyMap<string, Placed<M>>,
  { width, height }: Sizes,
): Edge[] {
  return child.member.parentIds.flatMap((id) => {
    const parent = byId.get(id);
    if (!parent || parent.column >= child.column) return [];
    const [x1, y1] = [parent.x + width, parent.y + height / 2];
    const [x2, y2] = [child.x, child.y + height / 2];
    const bend = (x2 - x1) / 2;
    const path = `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`;
    return [{ from: id, to: child.member.id, path }];
  });
}
