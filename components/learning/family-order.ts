import type { PromptStatus } from "@/lib/contracts/learning";

interface Relative {
  id: string;
  parentIds: readonly string[];
}

/** Itself and all that it comes from. */
export function lineOf(members: readonly Relative[], id: string): Set<string> {
  const byId = new Map(members.map((each) => [each.id, each]));
  const line = new Set<string>();
  const open = [id];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (line.has(next)) continue;
    line.add(next);
    open.push(...(byId.get(next)?.parentIds ?? []));
  }
  return line;
}

/** Without the retired ones that nobody alive comes from. */
export function withoutDeadEnds<M extends Relative & { status: PromptStatus }>(
  members: readonly M[],
): M[] {
  const kept = new Set<string>();
  for (const { id, status } of members)
    if (status !== "retired") for (const each of lineOf(members, id)) kept.add(each);
  return members.filter(({ id }) => kept.has(id));
}

export interface Indented<M> {
  member: M;
  depth: number;
}

/** A tree as a list: everyone below the first parent, the order of birth kept. */
export function toIndented<M extends Relative>(members: readonly M[]): Indented<M>[] {
  const known = new Set(members.map(({ id }) => id));
  const homeOf = (member: M) => member.parentIds.find((id) => known.has(id)) ?? null;
  const children = Map.groupBy(members, homeOf);
  const rows: Indented<M>[] = [];
  const open = (children.get(null) ?? []).toReversed().map((member) => ({ member, depth: 0 }));
  for (let next = open.pop(); next; next = open.pop()) {
    rows.push(next);
    const { id } = next.member;
    const depth = next.depth + 1;
    open.push(...(children.get(id) ?? []).toReversed().map((member) => ({ member, depth })));
  }
  return rows;
}
