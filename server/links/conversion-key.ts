import { eq } from "drizzle-orm";
import type { SnippetView } from "@/lib/contracts/links";
import { recordAudit } from "@/server/audit/record";
import type { Ctx } from "@/server/context";
import { randomToken } from "@/server/crypto/tokens";
import type { Tx } from "@/server/db/client";
import { conversionKeys } from "@/server/db/schema/links";
import { emit } from "@/server/events/emit";
import { getWorkspace } from "@/server/workspaces/get-workspace";

const CHANGED = { name: "workspace.changed" as const, data: { changed: ["conversionKey"] } };

/** What a page needs to report conversions. */
export async function getSnippet(ctx: Ctx): Promise<SnippetView> {
  const [row] = await ctx.db
    .select({ key: conversionKeys.key })
    .from(conversionKeys)
    .where(eq(conversionKeys.workspaceId, ctx.workspaceId));
  return { key: row?.key ?? null, scriptUrl: `${ctx.runtime.env.APP_URL}/bandwagon.js` };
}

/** Makes the public key, or a new one: pages with the one before are not heard any more. */
export async function makeConversionKey(ctx: Ctx): Promise<SnippetView> {
  const { workspaceId } = ctx;
  const made = { key: `bwk_${randomToken().slice(0, 24)}`, createdAt: ctx.now() };
  await ctx.db.transaction(async (tx) => {
    await tx
      .insert(conversionKeys)
      .values({ workspaceId, ...made })
      .onConflictDoUpdate({ target: conversionKeys.workspaceId, set: made });
    await audit(tx, ctx, "conversion_key.made");
    await emit(tx, workspaceId, [CHANGED]);
  });
  return getSnippet(ctx);
}

/** From then on conversions are taken with a token only. */
export async function removeConversionKey(ctx: Ctx): Promise<SnippetView> {
  const { workspaceId } = ctx;
  await ctx.db.transaction(async (tx) => {
    const gone = await tx
      .delete(conversionKeys)
      .where(eq(conversionKeys.workspaceId, workspaceId))
      .returning({ key: conversionKeys.key });
    if (gone.length === 0) return;
    await audit(tx, ctx, "conversion_key.removed");
    await emit(tx, workspaceId, [CHANGED]);
  });
  return getSnippet(ctx);
}

async function audit(tx: Tx, ctx: Ctx, action: string): Promise<void> {
  const { id, name } = await getWorkspace(ctx, tx);
  await recordAudit(tx, ctx, {
    ...{ action, subjectType: "workspace", subjectId: id, subjectName: name },
  });
}
