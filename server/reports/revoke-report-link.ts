import { and, eq, isNull } from "drizzle-orm";
import { recordAudit } from "@/server/audit/record";
import type { Ctx } from "@/server/context";
import { reportLinks } from "@/server/db/schema/reports";
import { notFound } from "@/server/errors";
import { emit } from "@/server/events/emit";
import { assertMaySend } from "./assert-may-send";

/** From now on the link opens nothing. */
export async function revokeReportLink(ctx: Ctx, id: string): Promise<void> {
  assertMaySend(ctx);
  await ctx.db.transaction(async (tx) => {
    const [gone] = await tx
      .update(reportLinks)
      .set({ revokedAt: ctx.now() })
      .where(
        and(
          eq(reportLinks.id, id),
          eq(reportLinks.workspaceId, ctx.workspaceId),
          isNull(reportLinks.revokedAt),
        ),
      )
      .returning();
    if (!gone) throw notFound("report link");
    await recordAudit(tx, ctx, {
      action: "report_link.revoked",
      subjectType: "report_link",
      subjectId: id,
      subjectName: gone.name,
    });
    await emit(tx, ctx.workspaceId, [{ name: "report.changed", data: { linkId: id } }]);
  });
}
