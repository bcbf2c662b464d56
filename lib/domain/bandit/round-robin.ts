import type { ArmBelief, BanditPolicy } from "./algorithm";
import { summarise } from "./beliefs";
import { commonNumbers, onlyTheHighest, settleChoice, type Verdict } from "./settle-choice";

const VERSION = 1;

/** An even split: whichever arm was posted least so far, the earlier one of equals. */
export const roundRobin: BanditPolicy = {
  algorithm: "round_robin",
  version: VERSION,
  summarise: (input) => summarise("round_robin", VERSION, input),
  decide: (snapshot, seed) => settleChoice(snapshot, seed, judge),
};

function judge(arms: readonly ArmBelief[]): Verdict {
  const turns = arms.map((arm) => -(arm.posts + arm.pending));
  return {
    weights: onlyTheHighest(turns),
    indexes: Object.fromEntries(arms.map((arm, i) => [arm.armId, turns[i] ?? 0])),
    explain: (pick) => ({
      kind: arms.length > 1 ? "explore" : "exploit",
      reason: { template: arms.length > 1 ? "turn" : "only", numbers: commonNumbers(pick, arms) },
    }),
  };
}
