import type { ArmBelief, BanditPolicy } from "./algorithm";
import { summarise } from "./beliefs";
import { commonNumbers, onlyTheHighest, settleChoice, type Verdict } from "./settle-choice";
import { ucb1Index } from "./ucb1";

const VERSION = 2;
const ALPHA = 1;

/**
 * UCB1 as it is commonly written (Auer, Cesa-Bianchi and Fischer 2002): a try is a post, its reward
 * the post's own rate. At click rates the bonus drowns the rates; kept as a choice and a baseline.
 */
export const ucb1: BanditPolicy = {
  algorithm: "ucb1",
  version: VERSION,
  summarise: (input) => summarise("ucb1", VERSION, input),
  decide: (snapshot, seed) => settleChoice(snapshot, seed, judge),
};

const tries = (arm: ArmBelief) => arm.posts + arm.pending;
const reward = (arm: ArmBelief) => (arm.posts > 0 ? Math.min(arm.rateSum / arm.posts, 1) : 0);

function judge(arms: readonly ArmBelief[]): Verdict {
  const total = arms.reduce((sum, arm) => sum + tries(arm), 0);
  const index = (arm: ArmBelief) =>
    arms.length === 1 ? reward(arm) : ucb1Index(reward(arm), tries(arm), total, ALPHA);
  return {
    weights: onlyTheHighest(arms.map(index)),
    indexes: Object.fromEntries(arms.map((arm) => [arm.armId, index(arm)])),
    explain: (pick) => explain(pick, arms, index),
  };
}

/** The rival is the highest by what it earned, as that is what the index starts from. */
function explain(pick: ArmBelief, arms: readonly ArmBelief[], index: (arm: ArmBelief) => number) {
  const others = arms.filter((arm) => arm !== pick);
  const [first] = others;
  const common = { ...commonNumbers(pick, arms), chosenIndex: index(pick) };
  if (!first) return { kind: "exploit" as const, reason: { template: "only", numbers: common } };
  const rival = others.reduce((best, arm) => (reward(arm) > reward(best) ? arm : best), first);
  const leads = reward(rival) <= reward(pick);
  const numbers = {
    ...common,
    ...{ rival: rival.armId, rivalRate: rival.mean },
    ...{ rivalPosts: rival.posts, rivalPending: rival.pending, rivalIndex: index(rival) },
    ...{ chosenEarned: reward(pick), rivalEarned: reward(rival) },
  };
  return {
    kind: leads ? ("exploit" as const) : ("explore" as const),
    reason: { template: leads ? "earned" : "bonus", numbers },
  };
}
