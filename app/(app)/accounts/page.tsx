import type { Metadata } from "next";
import { AccountsPage } from "@/components/accounts/accounts-page";
import { getPageContext } from "@/server/http/page-context";
import { getWorkspaceView } from "@/server/workspaces/get-workspace-view";

export const metadata: Metadata = { title: "Accounts" };

export default async function Page() {
  const ctx = await getPageContext();
  const { settings } = await getWorkspaceView(ctx);
  return (
    <AccountsPage
      canWrite={ctx.actor.scopes.has("accounts:write")}
      firstWorld={ctx.runtime.env.SANDBOX === "on" ? "sandbox" : "real"}
      withAds={settings.adsFromPosts}
    />
  );
}
