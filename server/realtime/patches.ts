import type { WireEvent } from "@/lib/contracts/events";
import type { ResultsChanged } from "@/lib/contracts/results-change";
import type { ResultsPatch } from "@/lib/contracts/results-patch";
import { mergeResults } from "@/lib/domain/merge-results";

/** More changes than this are quicker fetched than patched. */
const MOST_CHANGES = 2000;

export const toPatch = (event: WireEvent): ResultsPatch => ({
  fromSeq: event.seq,
  toSeq: event.seq,
  at: event.at,
  changed: [event.data as unknown as ResultsChanged],
});

export const mergePatches = (earlier: ResultsPatch, later: ResultsPatch): ResultsPatch =>
  addPatches([earlier, later], { fromSeq: earlier.fromSeq, toSeq: later.toSeq, at: later.at });

type PatchSpan = Pick<ResultsPatch, "fromSeq" | "toSeq" | "at">;

/** Adds up patches that follow each other. */
export function addPatches(patches: readonly ResultsPatch[], span: PatchSpan): ResultsPatch {
  if (patches.some(({ refetch }) => refetch)) return { ...span, changed: [], refetch: true };
  const changed = mergeResults(patches.flatMap((patch) => patch.changed));
  const count = changed.reduce((sum, { changes }) => sum + changes.length, 0);
  return count > MOST_CHANGES ? { ...span, changed: [], refetch: true } : { ...span, changed };
}
