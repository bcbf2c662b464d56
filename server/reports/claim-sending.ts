import { and, eq, lte, sql } from "drizzle-orm";
import { reportSchedules, reportSendings } from "@/server/db/schema/reports";
import type { Runtime } from "@/server/runtime";

export type Sending = typeof reportSendings.$inferSelect;
type Schedule = typeof reportSchedules.$inferSelect;

/** Longer than building and handing in one report may take. */
const LEASE_MS = 5 * 60_000;

/** Takes a sending that is due for this process; null where there is nothing left to do. */
export async function claimSending(
  runtime: Runtime,
  { workspaceId, sendingId }: { workspaceId: string; sendingId: string },
): Promise<{ sending: Sending; schedule: Schedule } | null> {
  const { db } = runtime.database;
  const now = runtime.clock.now();
  // Until it is handed in it stays `pending`: should this process die, it is simply begun again.
  const [sending] = await db
    .update(reportSendings)
    .set({
      attempts: sql`${reportSendings.attempts} + 1`,
      fence: sql`${reportSendings.fence} + 1`,
      nextAt: leaseEnd(runtime, now),
    })
    .where(
      and(
        eq(reportSendings.id, sendingId),
        eq(reportSendings.workspaceId, workspaceId),
        eq(reportSendings.status, "pending"),
        lte(reportSendings.nextAt, now),
      ),
    )
    .returning();
  if (!sending) return null;
  const [schedule] = await db
    .select()
    .from(reportSchedules)
    .where(
      and(eq(reportSchedules.id, sending.scheduleId), eq(reportSchedules.workspaceId, workspaceId)),
    );
  return schedule ? { sending, schedule } : null;
}

/** From here on a loss of this process leaves it unknown whether the mail went out. */
export async function beginHandIn(runtime: Runtime, sending: Sending): Promise<boolean> {
  const now = runtime.clock.now();
  const won = await runtime.database.db
    .update(reportSendings)
    .set({ status: "sending", leaseUntil: leaseEnd(runtime, now) })
    .where(isStillOurs(sending, "pending"))
    .returning({ id: reportSendings.id });
  return won.length > 0;
}

export const isStillOurs = ({ id, workspaceId, fence }: Sending, status: Sending["status"]) =>
  and(
    eq(reportSendings.id, id),
    eq(reportSendings.workspaceId, workspaceId),
    eq(reportSendings.fence, fence),
    eq(reportSendings.status, status),
  );

/** A mail server answers in real time, however fast the product's own runs. */
function leaseEnd({ clock }: Runtime, now: Date): Date {
  const speed = LEASE_MS / clock.toRealMs(LEASE_MS);
  return new Date(now.getTime() + LEASE_MS * Math.max(1, speed));
}
