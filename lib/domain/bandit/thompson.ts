import { normalDensity, normalShare } from "@/lib/domain/numbers/normal";
import type { ArmBelief, BanditPolicy, Snapshot } from "./algorithm";
import { sharedOf, summarise } from "./beliefs";
import { likelyRange } from "./likely-range";
import { commonNumbers, leaderOf, settleChoice, type Verdict } from "./settle-choice";

const VERSION = 1;
const NODES = Array.from({ length: 21 }, (_, i) => (i - 10) / 2);

/**
 * Thompson sampling as probability matching: each arm is drawn as often as it is likely to be the
 * best. The posterior is the campaign's Gamma one, on effective exposure and with the platform's
 * prior. Drawing from these odds instead of from rates makes the logged propensities exact.
 */
export const thompson: BanditPolicy = {
  algorithm: "thompson",
  version: VERSION,
  summarise: (input) => summarise("thompson", VERSION, input),
  decide: (snapshot, seed) => settleChoice(snapshot, seed, (arms) => judge(arms, snapshot)),
};

/** How likely each arm is the best, to about a percent: Gamma as cube of a normal (Wilson, Hilferty 1931). */
export function quickOdds(arms: readonly Pick<ArmBelief, "mean" | "shape">[]): number[] {
  const roots = arms.map(({ mean, shape }) => {
    const root = Math.cbrt(mean);
    return { centre: root * (1 - 1 / (9 * shape)), spread: root / (3 * Math.sqrt(shape)) };
  });
  const odds = roots.map((own) => {
    let sum = 0;
    for (const node of NODES) {
      const value = own.centre + node * own.spread;
      let below = normalDensity(node);
      for (const other of roots) {
        if (other !== own) below *= normalShare((value - other.centre) / other.spread);
      }
      sum += below;
    }
    return sum;
  });
  const total = odds.reduce((a, b) => a + b, 0);
  return odds.map((each) => each / total);
}

function judge(arms: readonly ArmBelief[], snapshot: Snapshot): Verdict {
  const odds = quickOdds(arms);
  return {
    weights: odds,
    indexes: Object.fromEntries(arms.map((arm, i) => [arm.armId, odds[i] ?? 0])),
    explain: (pick) => explain(pick, arms, odds[arms.indexOf(pick)] ?? 0, snapshot),
  };
}

function explain(pick: ArmBelief, arms: readonly ArmBelief[], share: number, snapshot: Snapshot) {
  const { low, high } = likelyRange(pick, sharedOf(snapshot));
  const numbers = { ...commonNumbers(pick, arms), chosenLow: low, chosenHigh: high, share };
  if (arms.length === 1) return { kind: "exploit" as const, reason: { template: "only", numbers } };
  const leads = pick === leaderOf(arms);
  return {
    kind: leads ? ("exploit" as const) : ("explore" as const),
    reason: { template: leads ? "exploit" : "draw", numbers },
  };
}
