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
  /** Results since the promotion, of the whole channel and of the one on probation. */
  probationPosts: z.number(),
  probationOwnPosts: z.number(),
  /** How many of them are in; null while none is on probation. */
  probationDone: z.number().nullable(),
  probationOwnDone: z.number().nullable(),
});
export type GateRules = z.infer<typeof GateRules>;
