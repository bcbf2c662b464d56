import type { OptimizerPanel } from "@/lib/contracts/optimizer";
import type { OptimizerSettings } from "@/lib/contracts/optimizer-settings";
import type { Snapshot, Winner } from "@/lib/domain/bandit/algorithm";
import { evenSplitWords, winnerWords } from "@/lib/domain/bandit/claim-words";
import { evenSplit } from "@/lib/domain/bandit/even-split";
import { fallbackWords, missingFor, rewardWords } from "@/lib/domain/bandit/reward-kind";
import type { Goal } from "@/lib/domain/metrics";
import { catalog } from "@/lib/platforms/catalog";
import type { Platform } from "@/lib/platforms/platform";
import type { DescribedArm } from "./describe-arms";
import { type Evidence, toPosts } from "./evidence";

export function toRewardView(
  goal: Goal,
  platform: Platform,
  { kind }: Evidence,
  { weights }: OptimizerSettings,
): OptimizerPanel["reward"] {
  const { label, metrics } = catalog[platform];
  const missing = missingFor(goal, kind);
  const isReported = missing !== "interactions" && metrics[missing] === "ingest";
  const words = fallbackWords(goal, kind, label, isReported);
  return {
    kind,
    ...rewardWords(kind, weights),
    fallback: words === null ? null : { wanted: goal, words },
  };
}

export function toWinnerView(
  found: Winner | null,
  { winnerMode }: OptimizerSettings,
  arms: readonly DescribedArm[],
  isCompared: boolean,
): OptimizerPanel["winner"] {
  const isEarly = !found || found.state === "early";
  const armId = isEarly ? null : found.armId;
  const letter = arms.find(({ variantId }) => variantId === armId)?.letter ?? null;
  return {
    ...{ mode: winnerMode, state: found?.state ?? "early", variantId: armId, letter },
    pBest: isEarly ? null : found.pBest,
    expectedLoss: isEarly ? null : found.expectedLoss,
    ...winnerWords(found, { mode: winnerMode, letter, isCompared }),
  };
}

export function toEvenSplitView(
  snapshot: Snapshot,
  evidence: Evidence,
  { weights }: OptimizerSettings,
  ownOnly: boolean,
): OptimizerPanel["evenSplit"] {
  if (snapshot.candidates.length === 0) return null;
  const split = evenSplit(snapshot, toPosts(evidence));
  const { noun } = rewardWords(evidence.kind, weights);
  return {
    ...{ ...split, ownOnly },
    expected: split.expected * evidence.points,
    actual: split.actual * evidence.points,
    words: evenSplitWords(split, noun),
  };
}
