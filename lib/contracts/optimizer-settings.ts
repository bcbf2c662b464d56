import { z } from "zod";
import { Id } from "@/lib/contracts/common";
import { EngagementWeights } from "@/lib/contracts/workspace";
import { ALGORITHMS } from "@/lib/domain/bandit/algorithm";
import { Platform } from "@/lib/platforms/platform";

/** adaptive is the default; round_robin is the even split. */
export const AlgorithmName = z.enum(ALGORITHMS);
export type AlgorithmName = z.infer<typeof AlgorithmName>;

/** usual: ahead by the odds. proof: holds however often somebody looks, and rarely comes true. */
export const WinnerModeName = z.enum(["usual", "proof"]);
export type WinnerModeName = z.infer<typeof WinnerModeName>;

const floorRange = "Give a share from 0 to 0.5, as 0.05.";

/** What is left out stays as it is; weights of null are the workspace's again. */
export const UpdateOptimizerSettings = z.object({
  campaignId: Id,
  algorithm: AlgorithmName.optional(),
  /** Share of choices left to chance, over all variants together. */
  floor: z.number(floorRange).min(0, floorRange).max(0.5, floorRange).optional(),
  winnerMode: WinnerModeName.optional(),
  weights: EngagementWeights.nullable().optional(),
});
export type UpdateOptimizerSettings = z.infer<typeof UpdateOptimizerSettings>;

export const OptimizerSettings = z.object({
  algorithm: AlgorithmName,
  floor: z.number(),
  winnerMode: WinnerModeName,
  /** What holds: the campaign's own, or the workspace's. */
  weights: EngagementWeights,
  /** The campaign has weights of its own. */
  ownWeights: z.boolean(),
  workspaceWeights: EngagementWeights,
});
export type OptimizerSettings = z.infer<typeof OptimizerSettings>;

/**
 * locked: only this variant is posted, until it is unlocked; locking one unlocks the others of its
 * platform. excluded: it is never chosen, and its history still counts. Null: neither.
 */
export const ArmRule = z.enum(["locked", "excluded"]);
export type ArmRule = z.infer<typeof ArmRule>;

/** Of a variant, by its id in the address. */
export const UpdateArm = z.object({ rule: ArmRule.nullable() });
export type UpdateArm = z.infer<typeof UpdateArm>;

export const ArmRuleView = z.object({
  variantId: z.string(),
  campaignId: z.string(),
  platform: Platform,
  letter: z.string(),
  rule: ArmRule.nullable(),
  /** Null: nobody, or no longer a member. */
  by: z.string().nullable(),
  at: z.string().nullable(),
});
export type ArmRuleView = z.infer<typeof ArmRuleView>;
