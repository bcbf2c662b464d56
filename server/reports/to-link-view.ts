import type { ReportLinkView } from "@/lib/contracts/reports";
import type { reportLinks } from "@/server/db/schema/reports";

export function toLinkView(
  row: typeof reportLinks.$inferSelect,
  createdBy: string | null,
  now: Date,
): ReportLinkView {
  return {
    id: row.id,
    name: row.name,
    from: row.query.from ?? null,
    to: row.query.to ?? null,
    timeZone: row.query.timeZone ?? "UTC",
    sandbox: row.sandbox,
    createdBy,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    expired: row.expiresAt <= now,
    revokedAt: row.revokedAt?.toISOString() ?? null,
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
  };
}
