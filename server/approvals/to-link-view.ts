import type { ApprovalLinkView } from "@/lib/contracts/approvals";
import type { approvalLinks } from "@/server/db/schema/reviews";

export function toLinkView(
  row: typeof approvalLinks.$inferSelect,
  createdBy: string | null,
  now: Date,
): ApprovalLinkView {
  return {
    id: row.id,
    label: row.label,
    createdBy,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    expired: row.expiresAt <= now,
    revokedAt: row.revokedAt?.toISOString() ?? null,
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
  };
}
