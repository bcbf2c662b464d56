import { and, eq, gt, isNull } from "drizzle-orm";
import { hashToken } from "@/server/crypto/tokens";
import type { Reader } from "@/server/db/client";
import { invitations } from "@/server/db/schema/users";
import { AppError } from "@/server/errors";

export type LinkKind = typeof invitations.$inferSelect.kind;
export type LinkRow = typeof invitations.$inferSelect;

/** A link that may still be used, by its secret. */
export async function findLink(
  reader: Reader,
  kind: LinkKind,
  token: string,
  now: Date,
): Promise<LinkRow | null> {
  const [row] = await reader
    .select()
    .from(invitations)
    .where(
      and(
        eq(invitations.kind, kind),
        eq(invitations.tokenHash, hashToken(token)),
        isNull(invitations.usedAt),
        gt(invitations.expiresAt, now),
      ),
    );
  return row ?? null;
}

export const deadLink = () =>
  new AppError(
    "not_found",
    "This link was used before, was taken back or is too old. Ask an owner for a new one.",
  );
