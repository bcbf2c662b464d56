import type { ReactNode } from "react";
import type { NavKey } from "@/components/layout/navigation";
import { OperationsNotices } from "@/components/layout/operations-notices";
import { PauseNotice } from "@/components/layout/pause-notice";
import { PauseProvider } from "@/components/layout/pause-state";
import { PlatformNotices } from "@/components/layout/platform-notices";
import { Shell } from "@/components/layout/shell";
import { WorkspacePalette } from "@/components/layout/workspace-palette";
import { RealtimeProvider } from "@/components/providers/realtime";
import { ZoneProvider } from "@/components/providers/zone";
import { getNeedCounts } from "@/server/analytics/get-need-counts";
import { readApprovalsShown } from "@/server/approvals/read-approvals-shown";
import { readContactsShown } from "@/server/contacts/read-contacts-shown";
import { getPageContext, readPageSeq } from "@/server/http/page-context";
import { listRestingPlatforms } from "@/server/limits/list-resting-platforms";
import { readAlarms } from "@/server/operations/read-alarms";
import { findWorkspacePause } from "@/server/schedules/find-pause";
import { getWorkspace } from "@/server/workspaces/get-workspace";
import { getZones } from "@/server/workspaces/get-zones";

const roleNames = {
  owner: "Owner",
  editor: "Editor",
  reviewer: "Reviewer",
  viewer: "Viewer",
} as const;

export default async function AppLayout({ children }: { children: ReactNode }) {
  const ctx = await getPageContext();
  const [workspace, zones, counts, showsContacts, showsApprovals, resting, pause, alarms] =
    await Promise.all([
      getWorkspace(ctx),
      getZones(ctx),
      getNeedCounts(ctx),
      readContactsShown(ctx),
      readApprovalsShown(ctx),
      listRestingPlatforms(ctx),
      findWorkspacePause(ctx),
      readAlarms(ctx),
    ]);
  const hidden: NavKey[] = [
    ...(showsContacts ? [] : (["contacts"] as const)),
    ...(showsApprovals ? [] : (["approvals"] as const)),
  ];
  const role = ctx.actor.role ? roleNames[ctx.actor.role] : "Member";
  return (
    <ZoneProvider {...zones}>
      <RealtimeProvider seq={await readPageSeq(ctx.workspaceId)}>
        <Shell
          workspace={{ name: workspace.name }}
          me={{ name: ctx.actor.name, role }}
          counts={counts}
          hidden={hidden}
          palette={
            <WorkspacePalette canEdit={ctx.actor.scopes.has("campaigns:write")} hidden={hidden} />
          }
        >
          <PauseProvider initial={pause} canPause={ctx.actor.scopes.has("schedules:write")}>
            <PauseNotice />
            <OperationsNotices initial={alarms} canOperate={ctx.actor.scopes.has("posts:write")} />
            <PlatformNotices initial={resting} />
            {children}
          </PauseProvider>
        </Shell>
      </RealtimeProvider>
    </ZoneProvider>
  );
}
