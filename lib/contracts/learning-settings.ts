import { z } from "zod";

export const LearningSettings = z.object({
  /** Off: results are still taken, but only the leader writes, and nothing is promoted or bred. */
  enabled: z.boolean(),
  /** Interactions after which a post's result is taken; 24 hours after publishing it is taken anyway. */
  readyEvents: z.number(),
  /** `usual` promotes at 80 percent, `cautious` at 90. */
  gate: z.enum(["usual", "cautious"]),
  /** A prompt that passed the gate waits for a person. */
  approvalRequired: z.boolean(),
  /** Model calls that one cycle may make; 0 breeds without a model. */
  callsPerCycle: z.number(),
});
export type LearningSettings = z.infer<typeof LearningSettings>;

const eventsRange = "Give a whole number from 10 to 100,000.";
const callsRange = "Give a whole number from 0 to 6.";

export const UpdateLearningSettings = z
  .object({
    enabled: z.boolean(),
    readyEvents: z
      .number(eventsRange)
      .int(eventsRange)
      .min(10, eventsRange)
      .max(100_000, eventsRange),
    gate: LearningSettings.shape.gate,
    approvalRequired: z.boolean(),
    callsPerCycle: z.number(callsRange).int(callsRange).min(0, callsRange).max(6, callsRange),
  })
  .partial();
export type UpdateLearningSettings = z.infer<typeof UpdateLearningSettings>;
