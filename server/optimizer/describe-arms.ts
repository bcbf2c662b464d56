import type { OptimizerArm } from "@/lib/contracts/optimizer";
import type { ArmBelief, ArmPosterior, Snapshot } from "@/lib/domain/bandit/algorithm";
import { posteriorCurves } from "@/lib/domain/bandit/posterior-curve";
import { posteriors } from "@/lib/domain/bandit/posteriors";
import { type Counts, UNKNOWN_COUNTS } from "@/lib/domain/metrics";
import { type ArmGroup, letterOf, lockProblem } from "./arm-group";
import type { Evidence } from "./evidence";
import type { Arm } from "./read-arms";

/** A variant with what is believed of it; rates are in the unit of the reward, before its scale. */
export type DescribedArm = Omit<OptimizerArm, "nextShare" | "index" | "leads">;

interface Known {
  arms: readonly Arm[];
  group: ArmGroup;
  evidence: Evidence;
  snapshot: Snapshot;
  totals: ReadonlyMap<string, Counts>;
}

/** What can be said of each variant that may be posted, or was. */
export function describeArms(known: Known): DescribedArm[] {
  const { arms, snapshot, evidence } = known;
  const beliefs = new Map(snapshot.beliefs.map((belief) => [belief.armId, belief]));
  const shown = arms.filter(({ armId, deleted }) => !deleted || isPosted(beliefs.get(armId)));
  const odds = toPosteriors(snapshot, snapshot.candidates);
  // Ranges also of those that may not be chosen: each is its arm's own, whoever stands beside it.
  const ranges = toPosteriors(snapshot, [...beliefs.keys()]);
  const isAnyKnown = snapshot.beliefs.some(({ posts }) => posts > 0);
  const curves = new Map(
    (isAnyKnown ? posteriorCurves(snapshot.beliefs) : []).map((each) => [each.armId, each.points]),
  );
  return shown.map((arm) => {
    const belief = beliefs.get(arm.armId);
    const own = belief && belief.posts > 0 ? belief : null;
    const range = own ? ranges.get(arm.armId) : undefined;
    const chance = isAnyKnown ? odds.get(arm.armId) : undefined;
    const toUnit = (rate: number) => rate * evidence.unit;
    return {
      ...{ variantId: arm.armId, letter: arm.letter, label: arm.label, deleted: arm.deleted },
      ...{ posts: belief?.posts ?? 0, pending: belief?.pending ?? 0 },
      totals: known.totals.get(arm.armId) ?? UNKNOWN_COUNTS,
      rate: own ? toUnit(own.mean) : null,
      rawRate: own ? toUnit(own.successes / own.exposure) : null,
      interval: range ? { low: toUnit(range.low), high: toUnit(range.high) } : null,
      pBest: chance?.pBest ?? null,
      expectedLoss: chance?.expectedLoss ?? null,
      effectivePosts: belief?.effectivePosts ?? 0,
      curve: (curves.get(arm.armId) ?? []).map(({ rate, density }) => ({
        ...{ rate: toUnit(rate), density },
      })),
      ...{ rule: arm.rule, ruledBy: arm.ruledBy, ruledAt: arm.ruledAt?.toISOString() ?? null },
      blocked: whyBlocked(arm, known.group),
    };
  });
}

const isPosted = (belief: ArmBelief | undefined): boolean =>
  belief !== undefined && belief.posts + belief.pending > 0;

function toPosteriors(snapshot: Snapshot, candidates: string[]): Map<string, ArmPosterior> {
  if (candidates.length === 0) return new Map();
  return new Map(posteriors({ ...snapshot, candidates }).map((each) => [each.armId, each]));
}

/** Why a variant can't be chosen now; null: it can. */
function whyBlocked(arm: Arm, group: ArmGroup): string | null {
  if (arm.deleted) return "It is deleted.";
  if (arm.rule === "excluded") return "It is excluded: it is never chosen.";
  const { locked } = group;
  if (locked?.variant.id === arm.armId) return lockProblem(group);
  if (locked) return `${letterOf(locked)} is locked: nothing else is chosen.`;
  const own = group.living.find(({ variant }) => variant.id === arm.armId);
  if (!own) return "It is not approved.";
  const [issue] = own.issues;
  return issue ? `It can’t be posted yet. ${issue.message}` : null;
}
