import type { WorkspaceView } from "@/lib/contracts/workspace";
import { canonicalZone } from "@/lib/domain/zones";
import { DEFAULT_SETTINGS } from "@/server/workspaces/default-settings";
import type { Workspace } from "@/server/workspaces/get-workspace";

export function toWorkspaceView(row: Workspace): WorkspaceView {
  return {
    id: row.id,
    name: row.name,
    timeZone: canonicalZone(row.timeZone),
    settings: { ...DEFAULT_SETTINGS, ...row.settings },
    showSandbox: row.showSandbox,
    allPaused: row.allPaused,
  };
}
