import type { TokenView } from "@/lib/contracts/tokens";
import type { apiTokens } from "@/server/db/schema/users";

export function toTokenView(
  row: typeof apiTokens.$inferSelect,
  createdBy: string | null,
  now: Date,
): TokenView {
  return {
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    scopes: row.scopes,
    createdBy,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt?.toISOString() ?? null,
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    expired: row.expiresAt !== null && row.expiresAt <= now,
  };
}
