import { DEFAULT_WEIGHTS } from "@/lib/domain/bandit/engagement-weights";
import type { WorkspaceSettings } from "@/server/db/schema/workspaces";

export const DEFAULT_SETTINGS = {
  minGapMinutes: 15,
  lateAfterMinutes: 360,
  variantsPerPlatform: 3,
  approvalRequired: false,
  adsFromPosts: false,
  engagementWeights: DEFAULT_WEIGHTS,
  rawDays: null,
} satisfies WorkspaceSettings;
