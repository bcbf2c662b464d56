import { and, eq } from "drizzle-orm";
import type { DecisionReplay } from "@/lib/contracts/decision-replay";
import type { Choice, Snapshot } from "@/lib/domain/bandit/algorithm";
import { policyOf, replay } from "@/lib/domain/bandit/policies";
import type { Ctx } from "@/server/context";
import { optimizerDecisions } from "@/server/db/schema/results";
import { notFound } from "@/server/errors";
import { type StoredCandidate, toStoredCandidates } from "./stored-candidates";

type Row = typeof optimizerDecisions.$inferSelect;
type Replayed = NonNullable<DecisionReplay["replayed"]>;

/** Makes a choice again from its row alone, and says whether it comes out the same. Changes nothing. */
export async function replayDecision(ctx: Ctx, id: string): Promise<DecisionReplay> {
  const [row] = await ctx.db
    .select()
    .from(optimizerDecisions)
    .where(and(eq(optimizerDecisions.id, id), eq(optimizerDecisions.workspaceId, ctx.workspaceId)));
  if (!row) throw notFound("decision");
  const candidates = toStoredCandidates(row);
  const stored = toStored(row, candidates);
  const { snapshot, seed } = row;
  const base = { decisionId: id, algorithm: row.policy, version: row.version, seed, stored };
  const hindrance = whyNot(row);
  if (hindrance || !snapshot || seed === null) {
    return { ...base, canReplay: false, same: null, replayed: null, beliefs: [], words: hindrance };
  }
  const choice = replay(snapshot, seed);
  const replayed = toReplayed(choice, candidates);
  const same = isSame(row, choice);
  return {
    ...{ ...base, canReplay: true, same, replayed },
    beliefs: toBeliefs(snapshot, choice, candidates),
    words: toWords(row, { same, replayed, stored }),
  };
}

/** Why a row can't be replayed; empty: it can. */
function whyNot({ snapshot, seed, policy, version }: Row): string {
  if (seed === null) {
    return "This choice was made before snapshots were kept, so it can’t be made again. What was written down then still stands.";
  }
  if (!snapshot) return "Bandwagon had nothing to choose among, so there is nothing to make again.";
  if (policyOf(snapshot.algorithm).version === version) return "";
  return `This choice was made by version ${version} of ${policy}, which has changed since. What was written down then still stands.`;
}

/** What the algorithm said then: of a person's choice, what it would have chosen. */
const saidThen = (row: Row): string | null => row.wouldHaveChosen ?? row.variantId;

function toStored(
  row: Row,
  candidates: ReturnType<typeof toStoredCandidates>,
): DecisionReplay["stored"] {
  const armId = saidThen(row);
  const found = candidates.find((each) => each.armId === armId);
  if (!armId || !found) return null;
  return { variantId: armId, letter: found.letter, kind: row.kind, share: found.share ?? 0 };
}

function toReplayed({ armId, kind, propensities }: Choice, candidates: readonly StoredCandidate[]) {
  const letter = letterOf(armId, candidates);
  return { variantId: armId, letter, kind, share: propensities[armId] ?? 0 } satisfies Replayed;
}

function isSame(row: Row, { armId, kind, propensities }: Choice): boolean {
  const isOwn = row.kind !== "override" && row.kind !== "rotation";
  const kept = row.propensities ?? {};
  const names = new Set([...Object.keys(kept), ...Object.keys(propensities)]);
  return (
    armId === saidThen(row) &&
    (!isOwn || kind === row.kind) &&
    [...names].every((name) => kept[name] === propensities[name])
  );
}

function toBeliefs(
  snapshot: Snapshot,
  { indexes, propensities }: Choice,
  candidates: readonly StoredCandidate[],
): DecisionReplay["beliefs"] {
  return snapshot.beliefs
    .filter(({ armId }) => snapshot.candidates.includes(armId))
    .map(({ armId, posts, pending, mean, effectivePosts }) => ({
      ...{ variantId: armId, letter: letterOf(armId, candidates) },
      ...{ posts, pending, mean, effectivePosts },
      ...{ index: indexes[armId] ?? null, share: propensities[armId] ?? null },
    }));
}

function toWords(
  row: Row,
  { same, replayed, stored }: { same: boolean; replayed: Replayed; stored: Replayed | null },
): string {
  const byPerson = row.kind === "override" || row.kind === "rotation";
  const what = byPerson ? "what Bandwagon would have chosen" : "the choice";
  if (same)
    return `Made again from what was stored, ${what} comes out the same: ${replayed.letter}.`;
  const then = stored?.letter ?? "another variant";
  return `Made again from what was stored, ${what} is not the same: ${replayed.letter} now, ${then} then. What was stored or the algorithm was changed.`;
}

const letterOf = (armId: string, candidates: readonly StoredCandidate[]): string =>
  candidates.find((each) => each.armId === armId)?.letter ?? "?";
