import { and, eq, gt, isNull, lt, or, type SQL } from "drizzle-orm";
import { isLinkToken } from "@/server/crypto/link-token";
import { hashToken } from "@/server/crypto/tokens";
import type { Tx } from "@/server/db/client";
import { campaigns } from "@/server/db/schema/campaigns";
import { approvalLinks } from "@/server/db/schema/reviews";
import { workspaces } from "@/server/db/schema/workspaces";
import { AppError } from "@/server/errors";
import type { Limit } from "@/server/http/rate-limit";
import { limitAttempts } from "@/server/http/rate-limit";
import type { Runtime } from "@/server/runtime";

/** For all who hold one link together, wherever they are. */
const LIMIT: Limit = { max: 1200, windowMs: 15 * 60_000 };
const NOTE_EVERY_MS = 60_000;

export interface OpenLink {
  link: typeof approvalLinks.$inferSelect;
  campaign: typeof campaigns.$inferSelect;
  workspace: typeof workspaces.$inferSelect;
}

/**
 * What a link opens. One answer for a wrong, an expired, a revoked one and one whose campaign is gone:
 * who guesses learns nothing. @throws AppError `not_found`, `too_many`
 */
export async function findApprovalLink(runtime: Runtime, token: string): Promise<OpenLink> {
  if (!isLinkToken(runtime.env, "approval links", token)) throw deadLink();
  const { db } = runtime.database;
  const now = runtime.clock.now();
  const [found] = await db
    .select({ link: approvalLinks, campaign: campaigns, workspace: workspaces })
    .from(approvalLinks)
    .innerJoin(campaigns, eq(campaigns.id, approvalLinks.campaignId))
    .innerJoin(workspaces, eq(workspaces.id, approvalLinks.workspaceId))
    .where(and(eq(approvalLinks.tokenHash, hashToken(token)), isAlive(now)));
  if (!found) throw deadLink();
  await limitAttempts(runtime, `approval-link:${found.link.id}`, LIMIT);
  const noted = new Date(now.getTime() - NOTE_EVERY_MS);
  await db
    .update(approvalLinks)
    .set({ lastUsedAt: now })
    .where(
      and(
        eq(approvalLinks.id, found.link.id),
        or(isNull(approvalLinks.lastUsedAt), lt(approvalLinks.lastUsedAt, noted)),
      ),
    );
  return found;
}

/**
 * Each verdict asks again in its own transaction, and keeps the link from being taken back in it.
 * @throws AppError `not_found`
 */
export async function assertAlive(tx: Tx, linkId: string, now: Date): Promise<void> {
  const [alive] = await tx
    .select({ id: approvalLinks.id })
    .from(approvalLinks)
    .innerJoin(campaigns, eq(campaigns.id, approvalLinks.campaignId))
    .where(and(eq(approvalLinks.id, linkId), isAlive(now)))
    .for("share", { of: approvalLinks });
  if (!alive) throw deadLink();
}

const isAlive = (now: Date): SQL | undefined =>
  and(
    isNull(approvalLinks.revokedAt),
    gt(approvalLinks.expiresAt, now),
    isNull(campaigns.deletedAt),
  );

const deadLink = () =>
  new AppError(
    "not_found",
    "This link does not work any more: it expired, was taken back, or is not complete. Ask whoever sent it to you for a new one.",
  );
