import type { optimizerDecisions } from "@/server/db/schema/results";

/** A candidate as a decision's row keeps it. */
export interface StoredCandidate {
  armId: string;
  letter: string;
}

interface Kept extends StoredCandidate {
  /** Of rows made before the propensities had a column of their own. */
  probability?: number;
}

type Row = Pick<typeof optimizerDecisions.$inferSelect, "candidates" | "propensities">;

/** What stood to choose, with the odds of each where they were kept. */
export function toStoredCandidates(row: Row): (StoredCandidate & { share: number | null })[] {
  const kept = Array.isArray(row.candidates) ? (row.candidates as Kept[]) : [];
  return kept.map(({ armId, letter, probability }) => ({
    ...{ armId, letter },
    share: row.propensities?.[armId] ?? probability ?? null,
  }));
}
