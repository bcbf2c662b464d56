import type { OptimizerSettings } from "@/lib/contracts/optimizer-settings";
import type { CampaignOptimizer } from "@/server/db/schema/campaigns";
import type { WorkspaceSettings } from "@/server/db/schema/workspaces";
import { DEFAULT_SETTINGS } from "@/server/workspaces/default-settings";

/** One post in twenty is left to chance. */
const DEFAULT_FLOOR = 0.05;

/** What holds for a campaign: its own word, else the workspace's, else the product's. */
export function toOptimizerSettings(
  campaign: { optimizer: CampaignOptimizer },
  workspace: WorkspaceSettings,
): OptimizerSettings {
  const { algorithm, floor, winnerMode, weights } = campaign.optimizer;
  const workspaceWeights = workspace.engagementWeights ?? DEFAULT_SETTINGS.engagementWeights;
  return {
    algorithm: algorithm ?? "adaptive",
    floor: floor ?? DEFAULT_FLOOR,
    winnerMode: winnerMode ?? "usual",
    weights: weights ?? workspaceWeights,
    ownWeights: weights !== undefined,
    workspaceWeights,
  };
}
