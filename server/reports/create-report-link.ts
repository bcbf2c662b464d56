import { and, count, eq, gt, isNull } from "drizzle-orm";
import type { CreateReportLink, ReportLinkCreated } from "@/lib/contracts/reports";
import { recordAudit } from "@/server/audit/record";
import { findPersonId } from "@/server/auth/find-person-id";
import type { Ctx } from "@/server/context";
import { createLinkToken } from "@/server/crypto/link-token";
import { hashToken } from "@/server/crypto/tokens";
import type { Tx } from "@/server/db/client";
import { reportLinks } from "@/server/db/schema/reports";
import { conflict } from "@/server/errors";
import { emit } from "@/server/events/emit";
import { assertMaySend } from "./assert-may-send";
import { assertOwnCampaigns } from "./assert-own-campaigns";
import { settleQuery } from "./settle-query";
import { toLinkView } from "./to-link-view";

const DAY_MS = 86_400_000;
/** As many as fit into the list, so that none is open that nobody finds. */
const MOST_LIVE = 100;

/** Lets somebody without an account read one report. Its address is in the answer and nowhere else. */
export async function createReportLink(
  ctx: Ctx,
  input: CreateReportLink,
): Promise<ReportLinkCreated> {
  assertMaySend(ctx);
  await assertOwnCampaigns(ctx, input.query);
  const { query, sandbox } = await settleQuery(ctx, input.query);
  const token = createLinkToken(ctx.runtime.env, "report links");
  const row = await ctx.db.transaction(async (tx) => {
    await assertRoom(tx, ctx);
    const [saved] = await tx
      .insert(reportLinks)
      .values({
        ...{ workspaceId: ctx.workspaceId, tokenHash: hashToken(token), name: input.name },
        ...{ query, sandbox, createdBy: await findPersonId(tx, ctx) },
        expiresAt: new Date(ctx.now().getTime() + input.expiresInDays * DAY_MS),
        createdAt: ctx.now(),
      })
      .returning();
    if (!saved) throw new Error("nothing was inserted");
    await recordAudit(tx, ctx, {
      action: "report_link.created",
      subjectType: "report_link",
      subjectId: saved.id,
      subjectName: saved.name,
      after: { expiresAt: saved.expiresAt.toISOString() },
    });
    await emit(tx, ctx.workspaceId, [{ name: "report.changed", data: { linkId: saved.id } }]);
    return saved;
  });
  const url = `${ctx.runtime.env.APP_URL}/report/${token}`;
  return { link: toLinkView(row, ctx.actor.name, ctx.now()), url };
}

async function assertRoom(tx: Tx, { workspaceId, now }: Ctx): Promise<void> {
  const [live] = await tx
    .select({ links: count() })
    .from(reportLinks)
    .where(
      and(
        eq(reportLinks.workspaceId, workspaceId),
        isNull(reportLinks.revokedAt),
        gt(reportLinks.expiresAt, now()),
      ),
    );
  if ((live?.links ?? 0) < MOST_LIVE) return;
  throw conflict(`${MOST_LIVE} links to reports are open already. Take one back first.`);
}
