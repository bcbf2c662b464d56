import { z } from "zod";
import type { EngagementCounts } from "../adapter";
import type { EgressResponse } from "../http";
import { readPage } from "./graph";

const Insight = z.object({
  name: z.string(),
  values: z.array(z.object({ value: z.unknown() })).optional(),
  total_value: z.object({ value: z.unknown() }).optional(),
});

/** Metric names with their latest value, in whichever of its two shapes Meta told them. */
export function readInsights(response: EgressResponse): Map<string, unknown> | null {
  const page = readPage(response);
  if (!page) return null;
  const told = new Map<string, unknown>();
  for (const item of page.items) {
    const insight = Insight.safeParse(item).data;
    if (!insight) continue;
    told.set(insight.name, insight.total_value?.value ?? insight.values?.at(-1)?.value ?? null);
  }
  return told;
}

/**
 * One metric that was retired fails the whole call, so that after a refusal each is asked alone and
 * those that are refused stay unknown.
 */
export async function askTolerantly(
  names: readonly string[],
  ask: (names: readonly string[]) => Promise<Map<string, unknown> | null>,
): Promise<Map<string, unknown>> {
  const all = await ask(names);
  if (all) return all;
  const told = new Map<string, unknown>();
  for (const name of names) {
    for (const [key, value] of (await ask([name])) ?? []) told.set(key, value);
  }
  return told;
}

/** The counts of posts that have to be asked for one by one; null: it is gone. */
export async function readEach(
  ids: readonly string[],
  readOne: (id: string) => Promise<EngagementCounts | null>,
): Promise<Map<string, EngagementCounts>> {
  const counts = new Map<string, EngagementCounts>();
  for (const id of ids) {
    const told = await readOne(id);
    if (told) counts.set(id, told);
  }
  return counts;
}
