import type { Estimate } from "@/lib/contracts/learning";
import { improvementOver } from "@/lib/domain/evolution/cycle";
import { type DirectiveKey, differingKeys } from "@/lib/domain/evolution/directives";
import {
  type Comparison,
  compare,
  type Effects,
  estimateLevel,
  estimateOf,
} from "@/lib/domain/evolution/effects";
import {
  type Caution,
  CHALLENGER_POSTS,
  certaintyOf,
  SMALLEST_LIFT,
} from "@/lib/domain/evolution/gate";
import { findLeader, type PromptVersion } from "@/lib/domain/evolution/prompt";
import type { ChannelSummary } from "@/server/db/schema/learning";
import type { EvidencePost } from "@/server/variants/read-evidence";

export const toEstimate = ({ lift, low, high }: Comparison): Estimate => ({
  mean: lift,
  low,
  high,
});

export type Standing = Omit<ChannelSummary, "waiting" | "resting">;

/** How a channel does. Best and worst stay undecided until they differ by as much as the gate asks. */
export function summarise(
  population: readonly PromptVersion[],
  evidence: readonly EvidencePost[],
  effects: Effects,
  caution: Caution,
): Standing {
  const known = population
    .filter(({ id }) => (effects.posts.get(id) ?? 0) >= CHALLENGER_POSTS)
    .map((prompt) => ({ prompt, mean: estimateOf(effects, prompt).mean }))
    .toSorted((a, b) => b.mean - a.mean);
  const [best, worst] = [known[0]?.prompt, known.at(-1)?.prompt];
  const apart = best && worst && best.id !== worst.id ? compare(effects, best, worst) : null;
  const decided =
    apart !== null && apart.pBetter > certaintyOf(caution) && apart.lift > SMALLEST_LIFT;
  const improvement = improvementOver(effects, population);
  return {
    posts: evidence.length,
    views: evidence.reduce((sum, { views }) => sum + views, 0),
    score: evidence.reduce((sum, { score }) => sum + score, 0),
    bestId: decided ? (best?.id ?? null) : null,
    worstId: decided ? (worst?.id ?? null) : null,
    improvement: improvement && toEstimate(improvement),
    learnt: orderLearnt(population, effects),
  };
}

function orderLearnt(population: readonly PromptVersion[], effects: Effects): string[] {
  const leader = findLeader(population);
  const seed = population.find(({ operator }) => operator === "seed");
  if (!leader || !seed) return [];
  const gain = (key: DirectiveKey) =>
    estimateLevel(effects, key, leader.directives[key]).mean -
    estimateLevel(effects, key, seed.directives[key]).mean;
  return differingKeys(leader.directives, seed.directives).toSorted((a, b) => gain(b) - gain(a));
}
