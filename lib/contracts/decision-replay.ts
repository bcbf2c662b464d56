import { z } from "zod";
import { DecisionKind } from "@/lib/contracts/optimizer";

const ReplayedChoice = z.object({
  variantId: z.string(),
  letter: z.string(),
  kind: DecisionKind,
  share: z.number(),
});

/** The choice made again from its stored row alone. For a person's choice: what Bandwagon would have chosen. */
export const DecisionReplay = z.object({
  decisionId: z.string(),
  canReplay: z.boolean(),
  same: z.boolean().nullable(),
  stored: ReplayedChoice.nullable(),
  replayed: ReplayedChoice.nullable(),
  algorithm: z.string(),
  version: z.number(),
  seed: z.number().nullable(),
  /** What the choice depended on, by variant: as it was known then. */
  beliefs: z.array(
    z.object({
      variantId: z.string(),
      letter: z.string(),
      posts: z.number(),
      pending: z.number(),
      mean: z.number(),
      effectivePosts: z.number(),
      index: z.number().nullable(),
      share: z.number().nullable(),
    }),
  ),
  /** One sentence: the same, not the same, or why it can't be replayed. */
  words: z.string(),
});
export type DecisionReplay = z.infer<typeof DecisionReplay>;
