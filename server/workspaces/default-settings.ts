import type { WorkspaceSettings } from "@/server/db/schema/workspaces";

export const DEFAULT_SETTINGS: WorkspaceSettings = {
  minGapMinutes: 15,
  lateAfterMinutes: 60,
  variantsPerPlatform: 3,
  approvalRequired: false,
};
