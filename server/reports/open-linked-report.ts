import { and, eq, gt, isNull, lt, or } from "drizzle-orm";
import { LinkedReport } from "@/lib/contracts/reports";
import { systemContext } from "@/server/context";
import { isLinkToken } from "@/server/crypto/link-token";
import { hashToken } from "@/server/crypto/tokens";
import { reportLinks } from "@/server/db/schema/reports";
import { uuidv7 } from "@/server/db/uuid";
import { isAppError } from "@/server/errors";
import { type Limit, limitAttempts } from "@/server/http/rate-limit";
import { getRuntime, type Runtime } from "@/server/runtime";
import { readReport } from "./read-report";

/** For all who hold one link together, wherever they are. */
const LIMIT: Limit = { max: 600, windowMs: 15 * 60_000 };
const NOTE_EVERY_MS = 60_000;

/**
 * What the page behind a report link shows. Null alike for a wrong, an expired and a revoked one: who
 * guesses learns nothing. `busy`: so many have read it just now that this one has to wait.
 */
export async function openLinkedReport(
  token: string,
  runtime: Runtime = getRuntime(),
): Promise<LinkedReport | "busy" | null> {
  if (!isLinkToken(runtime.env, "report links", token)) return null;
  const link = await findLink(runtime, token);
  if (!link) return null;
  if (await isTooBusy(runtime, link.id)) return "busy";
  await noteUse(runtime, link.id);
  const ctx = systemContext(runtime, link.workspaceId, uuidv7());
  const report = await readReport(ctx, link.query, { sandbox: link.sandbox });
  // Only what the contract names may reach the browser.
  return LinkedReport.parse({
    name: link.name,
    expiresAt: link.expiresAt.toISOString(),
    report,
  } satisfies LinkedReport);
}

async function isTooBusy(runtime: Runtime, id: string): Promise<boolean> {
  try {
    await limitAttempts(runtime, `report-link:${id}`, LIMIT);
    return false;
  } catch (error) {
    if (isAppError(error) && error.code === "too_many") return true;
    throw error;
  }
}

async function findLink({ database, clock }: Runtime, token: string) {
  const [link] = await database.db
    .select()
    .from(reportLinks)
    .where(
      and(
        eq(reportLinks.tokenHash, hashToken(token)),
        isNull(reportLinks.revokedAt),
        gt(reportLinks.expiresAt, clock.now()),
      ),
    );
  return link;
}

async function noteUse({ database, clock }: Runtime, id: string): Promise<void> {
  const now = clock.now();
  const noted = new Date(now.getTime() - NOTE_EVERY_MS);
  await database.db
    .update(reportLinks)
    .set({ lastUsedAt: now })
    .where(
      and(
        eq(reportLinks.id, id),
        or(isNull(reportLinks.lastUsedAt), lt(reportLinks.lastUsedAt, noted)),
      ),
    );
}
