import { reportLinks, reportSchedules, reportSendings } from "@/server/db/schema/reports";
import type { World } from "@/server/testing/world";

export interface Reports {
  reportLink: string;
  reportSchedule: string;
  reportSending: string;
}

/** A link, a schedule, and what it sent. */
export async function addReports({ workspaceId, runtime }: World): Promise<Reports> {
  const slot = new Date("2026-03-04T09:00:00Z");
  const { db } = runtime.database;
  const report = { workspaceId, name: "Results", query: {}, sandbox: true };
  const [link] = await db
    .insert(reportLinks)
    .values({
      ...report,
      tokenHash: `report ${workspaceId}`,
      expiresAt: new Date("2026-03-05T09:00:00Z"),
    })
    .returning();
  const [schedule] = await db
    .insert(reportSchedules)
    .values({
      ...{ ...report, cadence: "daily", hour: 8, timeZone: "UTC", nextAt: slot },
      recipients: ["client@example.com"],
    })
    .returning();
  const [sending] = await db
    .insert(reportSendings)
    .values({
      ...{ workspaceId, scheduleId: schedule?.id ?? "", recipients: [], status: "failed" },
      ...{ periodFrom: slot, periodTo: slot, nextAt: slot, html: "<p>", csv: "a" },
    })
    .returning();
  if (!link || !schedule || !sending) throw new Error("nothing was inserted");
  return { reportLink: link.id, reportSchedule: schedule.id, reportSending: sending.id };
}
