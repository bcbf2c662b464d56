import type { InvitationView } from "@/lib/contracts/members";
import type { invitations } from "@/server/db/schema/users";

export function toInvitationView(
  row: typeof invitations.$inferSelect,
  invitedBy: string | null,
  now: Date,
): InvitationView {
  return {
    id: row.id,
    email: row.email,
    role: row.role,
    invitedBy,
    expiresAt: row.expiresAt.toISOString(),
    expired: row.expiresAt <= now,
  };
}
