import { eq } from "drizzle-orm";
import { recordAudit } from "@/server/audit/record";
import type { Ctx } from "@/server/context";
import { mailSettings } from "@/server/db/schema/reports";
import { emit } from "@/server/events/emit";

/** From then on the server's own SMTP_URL counts, where it has one. */
export async function removeMailSettings(ctx: Ctx): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const [gone] = await tx
      .delete(mailSettings)
      .where(eq(mailSettings.workspaceId, ctx.workspaceId))
      .returning();
    if (!gone) return;
    await recordAudit(tx, ctx, {
      action: "mail_settings.removed",
      subjectType: "mail_settings",
      subjectName: gone.host,
    });
    await emit(tx, ctx.workspaceId, [{ name: "report.changed", data: {} }]);
  });
}
