import { and, eq } from "drizzle-orm";
import type { Ctx } from "@/server/context";
import { reportSendings } from "@/server/db/schema/reports";
import { notFound } from "@/server/errors";

/** A report as it went out, or as it would have: kept here, as a page or a table. */
export async function downloadSending(
  ctx: Ctx,
  { id, as }: { id: string; as: "html" | "csv" },
): Promise<Response> {
  const [row] = await ctx.db
    .select({
      html: reportSendings.html,
      csv: reportSendings.csv,
      from: reportSendings.periodFrom,
    })
    .from(reportSendings)
    .where(and(eq(reportSendings.id, id), eq(reportSendings.workspaceId, ctx.workspaceId)));
  const text = row?.[as];
  if (!row || text == null) throw notFound("report");
  const type = as === "html" ? "text/html" : "text/csv";
  return new Response(text, {
    headers: {
      "content-type": `${type}; charset=utf-8`,
      "content-disposition": `attachment; filename="report-${row.from.toISOString().slice(0, 10)}.${as}"`,
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    },
  });
}
