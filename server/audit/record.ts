import type { Ctx } from "@/server/context";
import type { Tx } from "@/server/db/client";
import { insertRows } from "@/server/db/insert-rows";
import { auditLog } from "@/server/db/schema/facts";

export interface AuditEntry {
  /** Past tense, as `account.connected`. */
  action: string;
  subjectType: string;
  subjectId?: string | null;
  subjectName?: string | null;
  before?: unknown;
  after?: unknown;
}

/** Written in the transaction of the change it tells of. Never put a secret into before or after. */
export async function recordAudit(
  tx: Tx,
  ctx: Ctx,
  entries: AuditEntry | AuditEntry[],
): Promise<void> {
  const rows = Array.isArray(entries) ? entries : [entries];
  if (rows.length === 0) return;
  await insertRows(
    tx,
    auditLog,
    rows.map((entry) => ({
      action: entry.action,
      subjectType: entry.subjectType,
      subjectId: entry.subjectId,
      subjectName: entry.subjectName,
      before: entry.before,
      after: entry.after,
      workspaceId: ctx.workspaceId,
      actorKind: ctx.actor.kind,
      actorId: ctx.actor.id,
      actorName: ctx.actor.name,
      requestId: ctx.requestId,
      at: ctx.now(),
    })),
  );
}
