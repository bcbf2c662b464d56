import { and, eq, inArray, isNull } from "drizzle-orm";
import type { PostView, PublishNow } from "@/lib/contracts/posts";
import { idempotencyKey } from "@/lib/domain/slot-key";
import { recordAudit } from "@/server/audit/record";
import { releasePosts } from "@/server/campaigns/settle-approvals";
import type { Ctx } from "@/server/context";
import type { Tx } from "@/server/db/client";
import { socialAccounts } from "@/server/db/schema/accounts";
import { posts } from "@/server/db/schema/posts";
import { conflict, invalidField, notFound } from "@/server/errors";
import { assertPostable } from "@/server/schedules/assert-postable";
import { activate } from "@/server/schedules/create-schedule";
import { readSettings } from "@/server/schedules/read-settings";
import { emitFacts, toPostFact } from "./emit-facts";
import { getPostView } from "./get-post";

const ON_ITS_WAY = [
  ...(["awaiting_approval", "queued", "publishing"] as const),
  ...(["pending", "unknown", "blocked"] as const),
];

/** One post outside any schedule, due at once; the next publishing pass takes it. */
export async function publishNow(ctx: Ctx, input: PublishNow): Promise<PostView> {
  const { campaignId, variantId } = input;
  const now = ctx.now();
  return ctx.db.transaction(async (tx) => {
    const { campaign, accounts, variants } = await assertPostable(tx, ctx, {
      campaignId,
      accountIds: [input.accountId],
    });
    const [account] = accounts;
    if (!account) throw notFound("account");
    if (account.status === "action_required") {
      throw invalidField("accountId", `Connect ${account.handle} again before you post to it.`);
    }
    const pinned = variants.find(({ variant }) => variant.id === variantId);
    if (variantId && pinned?.variant.platform !== account.platform) throw notFound("variant");
    const [issue] = pinned?.issues ?? [];
    if (issue)
      throw invalidField("variantId", `This variant can't be posted yet. ${issue.message}`);
    await lockAccount(tx, account.id);
    await assertNoneOnItsWay(tx, campaignId, account.id);
    const facts = campaign.status === "draft" ? await activate(tx, ctx, campaign) : [];
    const settings = await readSettings(tx, ctx, campaignId);
    const by = variantId && ctx.actor.kind === "user" ? ctx.actor.id : null;
    const [made] = await tx
      .insert(posts)
      .values({
        workspaceId: ctx.workspaceId,
        campaignId,
        accountId: account.id,
        platform: account.platform,
        pinnedVariantId: variantId ?? null,
        overriddenBy: by,
        overriddenAt: variantId ? now : null,
        ...{ slotAt: now, dueAt: now, nextAt: now, createdAt: now, updatedAt: now },
        deadlineAt: new Date(now.getTime() + settings.lateAfterMinutes * 60_000),
        status: settings.approvalRequired ? "awaiting_approval" : "queued",
        idempotencyKey: idempotencyKey(campaignId, account.id, now),
      })
      .onConflictDoNothing({ target: posts.idempotencyKey })
      .returning();
    if (!made) throw conflict("This campaign has a post on this account at this very moment.");
    // Where it may post something approved already, nobody has to be asked.
    const [released] = await releasePosts(tx, eq(posts.id, made.id), now);
    const post = released ?? made;
    await recordAudit(tx, ctx, {
      action: "post.published_now",
      subjectType: "post",
      subjectId: post.id,
      subjectName: `${campaign.name} on ${account.handle}`,
      after: { variantId: variantId ?? null, status: post.status },
    });
    const view = await getPostView(tx, ctx, post.id);
    // It would come due in the pause, and nothing of that goes out afterwards.
    if (view.held) throw conflict("Posting is paused here. Resume it first, then post it.");
    await emitFacts(tx, [
      ...facts.map((event) => ({ workspaceId: ctx.workspaceId, event })),
      toPostFact("post.planned", post, { count: 1 }),
    ]);
    return view;
  });
}

/** Two clicks at one moment, maybe in two processes: the second waits here and finds the first's post. */
async function lockAccount(tx: Tx, accountId: string): Promise<void> {
  await tx
    .select({ id: socialAccounts.id })
    .from(socialAccounts)
    .where(eq(socialAccounts.id, accountId))
    .for("no key update");
}

/** A second click is the same wish, also while nobody knows yet what became of the first. */
async function assertNoneOnItsWay(tx: Tx, campaignId: string, accountId: string): Promise<void> {
  const [waiting] = await tx
    .select({ id: posts.id })
    .from(posts)
    .where(
      and(
        eq(posts.campaignId, campaignId),
        eq(posts.accountId, accountId),
        isNull(posts.scheduleId),
        isNull(posts.publicationId),
        inArray(posts.status, [...ON_ITS_WAY]),
      ),
    )
    .limit(1);
  if (waiting) throw conflict("A post of this campaign is already on its way to this account.");
}
