import { and, desc, eq, gte, ilike, like, lt, ne, or, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import type { AuditEntryView, AuditPage, AuditQuery } from "@/lib/contracts/audit";
import { Id, IsoDate } from "@/lib/contracts/common";
import type { Ctx } from "@/server/context";
import { createCursor, cutPage } from "@/server/cursor";
import { auditLog } from "@/server/db/schema/facts";

const cursor = createCursor(z.tuple([IsoDate, Id]));

type Row = typeof auditLog.$inferSelect;

/** Typed wildcards are letters like any other. */
const literal = (text: string) => text.replace(/[\\%_]/g, "\\$&");

/** Who changed what, when, the latest first. */
export async function listAudit(ctx: Ctx, query: AuditQuery): Promise<AuditPage> {
  const rows = await ctx.db
    .select()
    .from(auditLog)
    .where(and(eq(auditLog.workspaceId, ctx.workspaceId), ...conditions(query)))
    .orderBy(desc(auditLog.at), desc(auditLog.id))
    .limit(query.limit + 1);
  const { page, end } = cutPage(rows, query.limit);
  return {
    items: page.map(toView),
    nextCursor: end && cursor.write([end.at.toISOString(), end.id]),
  };
}

function conditions(query: AuditQuery): (SQL | undefined)[] {
  const found: (SQL | undefined)[] = [];
  if (query.actor === "system" || query.actor === "token")
    found.push(eq(auditLog.actorKind, query.actor));
  else if (query.actor) found.push(eq(auditLog.actorId, query.actor));
  if (query.action) found.push(like(auditLog.action, `${literal(query.action)}%`));
  if (query.subjectType) found.push(eq(auditLog.subjectType, query.subjectType));
  if (query.subjectId) found.push(eq(auditLog.subjectId, query.subjectId));
  if (query.from) found.push(gte(auditLog.at, new Date(query.from)));
  if (query.to) found.push(lt(auditLog.at, new Date(query.to)));
  if (query.renewals === "hide") found.push(ne(auditLog.action, "account.refreshed"));
  if (query.text) {
    const pattern = `%${literal(query.text)}%`;
    found.push(
      or(
        ilike(auditLog.actorName, pattern),
        ilike(auditLog.action, pattern),
        ilike(auditLog.subjectName, pattern),
        ilike(auditLog.requestId, pattern),
      ),
    );
  }
  const after = cursor.read(query.cursor);
  if (after) found.push(isBefore(...after));
  return found;
}

const isBefore = (at: string, id: string): SQL =>
  sql`(${auditLog.at}, ${auditLog.id}) < (${at}::timestamptz, ${id}::uuid)`;

function toView(row: Row): AuditEntryView {
  return {
    id: row.id,
    at: row.at.toISOString(),
    actor: { kind: row.actorKind, id: row.actorId, name: row.actorName },
    action: row.action,
    subject: { type: row.subjectType, id: row.subjectId, name: row.subjectName },
    before: row.before ?? null,
    after: row.after ?? null,
    requestId: row.requestId,
  };
}
