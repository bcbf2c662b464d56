import type { OptimizerSettings } from "@/lib/contracts/optimizer-settings";
import type { Snapshot, Winner } from "@/lib/domain/bandit/algorithm";
import { type Comparison, compareArms } from "@/lib/domain/bandit/lead-words";
import { policyOf } from "@/lib/domain/bandit/policies";
import { rewardWords } from "@/lib/domain/bandit/reward-kind";
import { winner } from "@/lib/domain/bandit/winner";
import type { ArmGroup } from "./arm-group";
import type { DescribedArm } from "./describe-arms";
import { type Evidence, toPosts } from "./evidence";

export const NO_ARMS: ArmGroup = { living: [], candidates: [], locked: null };

/** What the algorithm goes by, also where nothing may be chosen: history still counts. */
export function summariseScope(
  group: ArmGroup,
  evidence: Evidence,
  settings: Pick<OptimizerSettings, "algorithm" | "floor">,
): Snapshot {
  return policyOf(settings.algorithm).summarise({
    candidates: group.candidates.map(({ variant }) => variant.id),
    posts: toPosts(evidence),
    prior: evidence.prior,
    floor: settings.floor,
  });
}

export function findWinner(
  snapshot: Snapshot,
  evidence: Evidence,
  settings: Pick<OptimizerSettings, "winnerMode">,
): Winner | null {
  if (snapshot.candidates.length === 0) return null;
  return winner(snapshot, settings.winnerMode, toPosts(evidence));
}

/** Who is ahead; rates in the unit that people read. */
export function compareScope(
  arms: readonly DescribedArm[],
  evidence: Evidence,
  settings: Pick<OptimizerSettings, "weights">,
  found: Winner | null,
): { comparison: Comparison; unit: string } {
  const { scale, unit } = rewardWords(evidence.kind, settings.weights);
  const compared = arms.map(({ variantId, letter, posts, rate, pBest }) => ({
    ...{ armId: variantId, letter, posts, pBest },
    rate: rate === null ? null : rate * scale,
  }));
  return { comparison: compareArms(compared, found), unit };
}
