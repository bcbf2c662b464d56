import { and, desc, eq, gte, ilike, like, lt, ne, or, type SQL, sql } from "drizzle-orm";
import type { AuditEntryView, AuditPage, AuditQuery } from "@/lib/contracts/audit";
import type { Ctx } from "@/server/context";
import { auditLog } from "@/server/db/schema/facts";
import { invalidField } from "@/server/errors";

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
  const items = rows.slice(0, query.limit);
  const last = items.at(-1);
  return {
    items: items.map(toView),
    nextCursor: rows.length > query.limit && last ? writeCursor(last) : null,
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
  if (query.cursor) found.push(afterCursor(query.cursor));
  return found;
}

const writeCursor = (row: Row) =>
  Buffer.from(`${row.at.toISOString()} ${row.id}`).toString("base64url");

function afterCursor(cursor: string): SQL {
  const [at = "", id = ""] = Buffer.from(cursor, "base64url").toString().split(" ");
  if (Number.isNaN(Date.parse(at)) || !/^[0-9a-f-]{36}$/.test(id))
    throw invalidField("cursor", "This page no longer exists. Start again from the first one.");
  return sql`(${auditLog.at}, ${auditLog.id}) < (${at}::timestamptz, ${id}::uuid)`;
}

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
