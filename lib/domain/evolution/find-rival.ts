import type { PromptStatus } from "./prompt";

/** What is known of a prompt's way through the population. */
export interface Career {
  id: string;
  status: PromptStatus;
  parents: readonly string[];
  promotedAt: Date | null;
  retiredAt: Date | null;
}

const timeOf = (at: Date | null): number => at?.getTime() ?? Number.NEGATIVE_INFINITY;

/**
 * Which one a prompt replaced, or was to replace: who led when it was promoted or set aside, and who
 * leads now for one that still competes. Else its first parent; null where nothing was before it.
 */
export function findRival<C extends Career>(own: C, population: readonly C[]): C | null {
  const until = timeOf(own.promotedAt ?? own.retiredAt);
  const led = population.filter(
    (each) => each.id !== own.id && each.promotedAt !== null && ledBefore(each, until),
  );
  const [last] = led.toSorted((a, b) => timeOf(b.promotedAt) - timeOf(a.promotedAt));
  return last ?? population.find(({ id }) => id === own.parents[0]) ?? null;
}

/** An archived one makes room only once its successor is proved: when it was promoted is what counts. */
function ledBefore({ status, promotedAt, retiredAt }: Career, until: number): boolean {
  if (until === Number.NEGATIVE_INFINITY) return status === "champion" || status === "probation";
  const isGone = status === "retired" && timeOf(retiredAt) <= until;
  return timeOf(promotedAt) < until && !isGone;
}
