import type { ReactNode } from "react";
import { TopBar } from "@/components/layout/top-bar";
import { SettingsTabs } from "@/components/settings/settings-tabs";
import { getPageContext } from "@/server/http/page-context";
import { readSandboxState } from "@/server/sandbox-control/read-sandbox-state";

export default async function SettingsLayout({ children }: { children: ReactNode }) {
  const ctx = await getPageContext();
  return (
    <>
      <TopBar title="Settings" />
      <SettingsTabs
        showsSandbox={readSandboxState(ctx) === "shown"}
        showsOperations={ctx.actor.scopes.has("posts:write")}
      />
      <div className="flex flex-1 flex-col [&>.cols:last-child]:flex-1">{children}</div>
    </>
  );
}
