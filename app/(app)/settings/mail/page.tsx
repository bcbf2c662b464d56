import type { Metadata } from "next";
import { MailSettings } from "@/components/settings/mail-settings";
import { EmptyState } from "@/components/ui/empty-state";
import { getPageContext } from "@/server/http/page-context";
import { getMailSettings } from "@/server/reports/get-mail-settings";

export const metadata: Metadata = { title: "Mail" };

export default async function MailPage() {
  const ctx = await getPageContext();
  if (ctx.actor.scopes.has("workspace:write"))
    return <MailSettings initial={await getMailSettings(ctx)} />;
  return (
    <EmptyState title="Only an owner sets the mail server">
      Ask an owner of the workspace.
    </EmptyState>
  );
}
