import type { Metadata } from "next";
import { getPageContext } from "@/server/http/page-context";
import { getWorkspace } from "@/server/workspaces/get-workspace";
import { CalendarScreen } from "./calendar-screen";

export const metadata: Metadata = { title: "Calendar" };

export default async function Page() {
  const ctx = await getPageContext();
  const { settings } = await getWorkspace(ctx);
  return (
    <CalendarScreen
      serverNow={ctx.now().toISOString()}
      minGapMinutes={settings.minGapMinutes}
      canWrite={ctx.actor.scopes.has("schedules:write")}
    />
  );
}
