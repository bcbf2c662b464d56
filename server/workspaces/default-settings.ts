import type { WorkspaceSettings } from "@/server/db/schema/workspaces";

export const DEFAULT_SETTINGS = {
  minGapMinutes: 15,
  lateAfterMinutes: 360,
  variantsPerPlatform: 3,
  approvalRequired: false,
  adsFromPosts: false,
} satisfies WorkspaceSettings;
