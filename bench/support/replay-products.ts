import type { Algorithm, Prior, Snapshot } from "@/lib/domain/bandit/algorithm";
import { withPending } from "@/lib/domain/bandit/beliefs";
import { policyOf } from "@/lib/domain/bandit/policies";
import type { Player } from "./replay-play";

/** One of the product's own algorithms, driven as the product drives it. */
export function productPlayer(
  name: string,
  algorithm: Algorithm,
  prior: Prior,
  floor: number,
): Player {
  const policy = policyOf(algorithm);
  return {
    name,
    start: ({ arms }, random) => {
      const candidates = Array.from({ length: arms }, (_, k) => String(k));
      let snapshot: Snapshot | null = null;
      return ({ posts }, startsBatch) => {
        const current =
          startsBatch || !snapshot
            ? policy.summarise({ candidates, posts, prior, floor })
            : snapshot;
        const seed = Math.floor(random() * 4294967296);
        const { armId } = policy.decide(current, seed);
        snapshot = withPending(current, armId);
        return Number(armId);
      };
    },
  };
}
