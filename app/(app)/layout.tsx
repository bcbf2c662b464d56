import type { ReactNode } from "react";
import type { NavKey } from "@/components/layout/navigation";
import { PlatformNotices } from "@/components/layout/platform-notices";
import { Shell } from "@/components/layout/shell";
import { WorkspacePalette } from "@/components/layout/workspace-palette";
import { RealtimeProvider } from "@/components/providers/realtime";
import { ZoneProvider } from "@/components/providers/zone";
import { getNeedCounts } from "@/server/analytics/get-need-counts";
import { readContactsShown } from "@/server/contacts/read-contacts-shown";
import { getPageContext } from "@/server/http/page-context";
import { listRestingPlatforms } from "@/server/limits/list-resting-platforms";
import { getWorkspace } from "@/server/workspaces/get-workspace";

const roleNames = {
  owner: "Owner",
  editor: "Editor",
  reviewer: "Reviewer",
  viewer: "Viewer",
} as const;

export default async function AppLayout({ children }: { children: ReactNode }) {
  const ctx = await getPageContext();
  const [workspace, counts, showsContacts, resting] = await Promise.all([
    getWorkspace(ctx),
    getNeedCounts(ctx),
    readContactsShown(ctx),
    listRestingPlatforms(ctx),
  ]);
  const hidden: NavKey[] = showsContacts ? [] : ["contacts"];
  const role = ctx.actor.role ? roleNames[ctx.actor.role] : "Member";
  return (
    <ZoneProvider zone={workspace.timeZone}>
      <RealtimeProvider>
        <Shell
          workspace={{ name: workspace.name }}
          me={{ name: ctx.actor.name, role }}
          counts={counts}
          hidden={hidden}
          palette={
            <WorkspacePalette canEdit={ctx.actor.scopes.has("campaigns:write")} hidden={hidden} />
          }
        >
          <PlatformNotices initial={resting} />
          {children}
        </Shell>
      </RealtimeProvider>
    </ZoneProvider>
  );
}
