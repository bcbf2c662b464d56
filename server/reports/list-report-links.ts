import { desc, eq, sql } from "drizzle-orm";
import type { ReportLinkList } from "@/lib/contracts/reports";
import type { Ctx } from "@/server/context";
import { reportLinks } from "@/server/db/schema/reports";
import { users } from "@/server/db/schema/users";
import { toLinkView } from "./to-link-view";

const MOST = 200;

/** Those that still open something first, then the newest of those that ended: they tell who could read. */
export async function listReportLinks(ctx: Ctx): Promise<ReportLinkList> {
  const now = ctx.now();
  const isLive = sql`(${reportLinks.revokedAt} is null and ${reportLinks.expiresAt} > ${now.toISOString()}::timestamptz)`;
  const rows = await ctx.db
    .select({ link: reportLinks, createdBy: users.name })
    .from(reportLinks)
    .leftJoin(users, eq(users.id, reportLinks.createdBy))
    .where(eq(reportLinks.workspaceId, ctx.workspaceId))
    .orderBy(desc(isLive), desc(reportLinks.createdAt), desc(reportLinks.id))
    .limit(MOST);
  return { items: rows.map((row) => toLinkView(row.link, row.createdBy, now)) };
}
