import { adaptive } from "./adaptive";
import type { Algorithm, BanditPolicy, Choice, Snapshot } from "./algorithm";
import { roundRobin } from "./round-robin";
import { thompson } from "./thompson";
import { ucb1 } from "./ucb1-posts";

const POLICIES: Record<Algorithm, BanditPolicy> = {
  adaptive,
  thompson,
  ucb1,
  round_robin: roundRobin,
};

export function policyOf(algorithm: Algorithm): BanditPolicy {
  return POLICIES[algorithm];
}

/** The choice that this snapshot led to: nothing else went into it but the seed. */
export function replay(snapshot: Snapshot, seed: number): Choice {
  return policyOf(snapshot.algorithm).decide(snapshot, seed);
}
