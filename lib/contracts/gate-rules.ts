import { z } from "zod";

/** What a challenger must show before it leads, and a new leader before it is champion. */
export const GateRules = z.object({
  /** Results of the challenger, and of the one that leads. */
  challengerPosts: z.number(),
  leaderPosts: z.number(),
  /** 0.8 is 80 in 100. */
  certainty: z.number(),
  /** 0.02: it must earn more than two percent more. */
  gain: z.number(),
  probationPosts: z.number(),
  /** Results since the promotion that is on probation; null without one. */
  probationDone: z.number().nullable(),
});
export type GateRules = z.infer<typeof GateRules>;
