import type { Metadata } from "next";
import { OperationsSettings } from "@/components/settings/operations/operations-settings";
import { EmptyState } from "@/components/ui/empty-state";
import { getPageContext } from "@/server/http/page-context";

export const metadata: Metadata = { title: "Operations" };

export default async function Page() {
  const ctx = await getPageContext();
  if (ctx.actor.scopes.has("posts:write")) return <OperationsSettings />;
  return (
    <EmptyState title="Operations are for owners and editors">
      They see here how publishing goes. Ask an owner for another role.
    </EmptyState>
  );
}
