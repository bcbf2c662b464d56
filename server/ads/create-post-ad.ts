import { and, eq } from "drizzle-orm";
import type { CreatePostAd, PostAdView } from "@/lib/contracts/ads";
import { toMoney } from "@/lib/domain/money";
import { openGrant } from "@/server/accounts/open-grant";
import {
  type AdPlace,
  type AdTarget,
  assertCanMakeAd,
  type PostAdRow,
  readAdTarget,
} from "@/server/ads/ad-target";
import { choosePlan } from "@/server/ads/choose-plan";
import { claimPostAd, isClaimed } from "@/server/ads/claim-post-ad";
import { getPostAd } from "@/server/ads/get-post-ad";
import { recordAudit } from "@/server/audit/record";
import type { Ctx } from "@/server/context";
import { postAds } from "@/server/db/schema/ads";
import { conflict } from "@/server/errors";
import type { AdOutcome, AdPlan, AdSession } from "@/server/platforms/ads-spec";
import type { JsonValue } from "@/server/platforms/json-value";
import { leaseEnd } from "@/server/posts/claimed-post";
import { emitFacts, toPostFact } from "@/server/posts/emit-facts";

/**
 * Makes an ad of a published post, all of it paused, or goes on where an earlier try ended. What a
 * try may have made is looked for before it is made again.
 */
export async function createPostAd(
  ctx: Ctx,
  postId: string,
  { plan }: CreatePostAd,
): Promise<PostAdView> {
  const target = await readAdTarget(ctx, postId);
  const place = assertCanMakeAd(target);
  const { row } = target;
  if (row?.status === "created") return getPostAd(ctx, postId);
  if (row && isClaimed(row, ctx.now())) throw beingMade();
  const session = await openGrant(ctx, place.account.id);
  const chosen = await choosePlan(ctx, { place, session, row }, plan);
  const claimed = await claimPostAd(ctx, target, chosen);
  if (!claimed) throw beingMade();
  await makeClaimed(ctx, { target, place, session, row: claimed });
  return getPostAd(ctx, postId);
}

const beingMade = () => conflict("The ad of this post is being made. Look again in a minute.");

interface Making {
  target: AdTarget;
  place: AdPlace;
  session: AdSession;
  row: PostAdRow;
}

async function makeClaimed(ctx: Ctx, { target, place, session, row }: Making): Promise<void> {
  const mine = and(
    eq(postAds.id, row.id),
    eq(postAds.workspaceId, ctx.workspaceId),
    eq(postAds.fence, row.fence),
  );
  const saveReceipt = async (receipt: JsonValue) => {
    const kept = await ctx.db
      .update(postAds)
      .set({ receipt, leaseUntil: leaseEnd(ctx.runtime), updatedAt: ctx.now() })
      .where(mine)
      .returning({ id: postAds.id });
    if (kept.length === 0) throw beingMade();
  };
  const settle = (outcome: AdOutcome) => settleAd(ctx, target, outcome, mine);
  try {
    const receipt = row.receipt as JsonValue;
    await settle(await place.spec.create(session, toPlan(row, target), receipt, saveReceipt));
  } catch (error) {
    const message = "Making the ad was cut short, so a part of it may exist.";
    await settle({ kind: "unknown", message });
    throw error;
  }
}

function toPlan(row: PostAdRow, { post }: AdTarget): AdPlan {
  const { plan } = row;
  const { content } = post;
  const [line] = (content?.title ?? content?.text ?? "").split("\n");
  return {
    key: row.id,
    adAccountId: plan.adAccountId,
    postId: post.externalId ?? "",
    title: line?.slice(0, 80) || "Post",
    countries: plan.countries,
    budget:
      plan.budget === "lifetime" && plan.endsAt
        ? { kind: "lifetime", amount: plan.amount, endsAt: new Date(plan.endsAt) }
        : { kind: "daily", amount: plan.amount },
    disclosure:
      plan.beneficiary && plan.payor ? { beneficiary: plan.beneficiary, payor: plan.payor } : null,
  };
}

/** Whoever has lost the claim meanwhile says nothing. */
async function settleAd(
  ctx: Ctx,
  { post }: AdTarget,
  outcome: AdOutcome,
  mine: ReturnType<typeof and>,
): Promise<void> {
  const result =
    outcome.kind === "created"
      ? { status: outcome.kind, ids: outcome.ids, manageUrl: outcome.manageUrl }
      : {
          status: outcome.kind === "refused" ? ("failed" as const) : outcome.kind,
          problem: outcome.message,
        };
  await ctx.db.transaction(async (tx) => {
    const [row] = await tx
      .update(postAds)
      .set({ ...result, updatedAt: ctx.now() })
      .where(mine)
      .returning();
    if (!row) return;
    if (row.status === "created") {
      const { plan } = row;
      const budget = toMoney(plan.amount, plan.decimals, plan.currency);
      await recordAudit(tx, ctx, {
        action: "post.ad_created",
        subjectType: "post",
        subjectId: post.id,
        subjectName: post.content?.title ?? post.content?.text.slice(0, 80) ?? null,
        after: {
          adAccount: `${plan.adAccountName} (${plan.adAccountId})`,
          budget: plan.budget === "daily" ? `${budget} a day` : `${budget} in all`,
          ends: plan.endsAt,
          countries: plan.countries.join(", "),
          status: "paused",
          ...row.ids,
        },
      });
    }
    await emitFacts(tx, [toPostFact("post.changed", post, { ad: row.status })]);
  });
}
