import type { Metadata } from "next";
import { MembersSettings } from "@/components/settings/members-settings";
import { getPageContext } from "@/server/http/page-context";

export const metadata: Metadata = { title: "Members" };

export default async function MembersPage() {
  const ctx = await getPageContext();
  return <MembersSettings canManage={ctx.actor.scopes.has("members:write")} />;
}
