import type { AccountStatus } from "@/lib/contracts/accounts";
import type { socialAccounts } from "@/server/db/schema/accounts";

export type AccountRow = typeof socialAccounts.$inferSelect;

const expiringWithinMs = 24 * 3_600_000;

/** False only when the platform gave nothing to renew the access with. */
export const renewsItself = (account: Pick<AccountRow, "details">) =>
  account.details.renews !== false;

/** An access that nobody renews comes to its end without any event, so the clock decides here. */
export function toAccountStatus(
  account: Pick<AccountRow, "status" | "statusReason" | "expiresAt" | "details">,
  now: Date,
): { status: AccountStatus; reason: string | null } {
  const stored = { status: account.status, reason: account.statusReason };
  if (account.status === "action_required" || account.status === "disconnected") return stored;
  if (!account.expiresAt || renewsItself(account)) return { ...stored, status: "active" };
  const leftMs = account.expiresAt.getTime() - now.getTime();
  if (leftMs <= 0) {
    return {
      status: "action_required",
      reason: "The access has ended. Connect the account again.",
    };
  }
  if (leftMs > expiringWithinMs) return { ...stored, status: "active" };
  return {
    status: "expiring",
    reason: "The platform gave no way to renew this access. Connect the account again.",
  };
}
