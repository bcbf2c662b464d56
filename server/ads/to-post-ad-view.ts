import type { PostAdView } from "@/lib/contracts/ads";
import { toAmount } from "@/lib/domain/money";
import {
  type AdPlace,
  type AdTarget,
  findRefusal,
  isOffered,
  needsReconnect,
  type PostAdRow,
} from "@/server/ads/ad-target";
import { isClaimed } from "@/server/ads/claim-post-ad";
import type { Ctx } from "@/server/context";
import type { JsonValue } from "@/server/platforms/json-value";
import { getWorkspace } from "@/server/workspaces/get-workspace";

/** An ad that was made stays in sight when its post is gone: it may cost money. */
export async function toPostAdView(
  ctx: Ctx,
  target: AdTarget,
  figuresProblem: string | null = null,
): Promise<PostAdView> {
  const { post, row, place, isSwitchedOn } = target;
  if (!place || !isSwitchedOn) return { offer: null, ad: null };
  const offer = isOffered(target)
    ? {
        where: place.entry.where,
        mayCreate: ctx.actor.scopes.has("ads:write"),
        refusal: findRefusal(place, post),
        reconnect: needsReconnect(place, post),
        party: (await getWorkspace(ctx)).name,
      }
    : null;
  return { offer, ad: row ? toAd(row, place, ctx.now(), figuresProblem) : null };
}

function toAd(
  row: PostAdRow,
  { spec, entry }: AdPlace,
  now: Date,
  figuresProblem: string | null,
): NonNullable<PostAdView["ad"]> {
  const { plan } = row;
  const isLapsed = row.status === "creating" && !isClaimed(row, now);
  return {
    where: entry.where,
    status: isLapsed ? "unknown" : row.status,
    problem: isLapsed ? "Making the ad was cut short, so a part of it may exist." : row.problem,
    plan: { ...plan, amount: toAmount(plan.amount, plan.decimals) },
    fixed: spec.whatIsFixed(row.receipt as JsonValue),
    ids: row.ids,
    manageUrl: row.manageUrl,
    figures: row.figures,
    figuresReadAt: row.figuresReadAt?.toISOString() ?? null,
    figuresProblem,
  };
}
