import { and, eq } from "drizzle-orm";
import { statusLabel } from "@/lib/domain/post-status";
import { catalog } from "@/lib/platforms/catalog";
import type { AdsEntry } from "@/lib/platforms/entry";
import { Platform } from "@/lib/platforms/platform";
import type { AccountRow } from "@/server/accounts/account-status";
import { findAccountRow } from "@/server/accounts/find-account-row";
import { listLacking } from "@/server/accounts/missing-scopes";
import type { Ctx } from "@/server/context";
import { postAds } from "@/server/db/schema/ads";
import { posts } from "@/server/db/schema/posts";
import { conflict, notFound } from "@/server/errors";
import { guardAdapter } from "@/server/limits/watch-platform";
import type { AdsSpec } from "@/server/platforms/ads-spec";
import { getAdapter } from "@/server/platforms/registry";
import { getWorkspaceView } from "@/server/workspaces/get-workspace-view";

export type PostAdRow = typeof postAds.$inferSelect;

/** Where ads of an account's posts are made. */
export interface AdPlace {
  account: AccountRow;
  label: string;
  entry: AdsEntry;
  spec: AdsSpec;
}

export interface AdTarget {
  post: typeof posts.$inferSelect;
  row: PostAdRow | null;
  isSwitchedOn: boolean;
  /** Null: the platform makes no ads of posts. */
  place: AdPlace | null;
}

const SWITCHED_OFF =
  "Ads from posts are off. An owner turns them on in the settings of the workspace.";

/** @throws AppError `not_found`, also for another workspace's post. */
export async function readAdTarget(ctx: Ctx, postId: string): Promise<AdTarget> {
  const [found] = await ctx.db
    .select({ post: posts, row: postAds })
    .from(posts)
    .leftJoin(postAds, and(eq(postAds.postId, posts.id), eq(postAds.workspaceId, ctx.workspaceId)))
    .where(and(eq(posts.id, postId), eq(posts.workspaceId, ctx.workspaceId)));
  const account = found ? await findAccountRow(ctx.db, ctx, found.post.accountId) : null;
  if (!found || !account) throw notFound("post");
  return { ...found, isSwitchedOn: await isSwitchedOn(ctx), place: toPlace(account) };
}

const isSwitchedOn = async (ctx: Ctx) => (await getWorkspaceView(ctx)).settings.adsFromPosts;

function toPlace(account: AccountRow): AdPlace | null {
  const platform = Platform.parse(account.platform);
  const { ads: entry, label } = catalog[platform];
  const { ads: spec } = guardAdapter(getAdapter(platform));
  return entry && spec ? { account, label, entry, spec } : null;
}

/** @throws AppError `conflict` with what is in the way of any ad with this account. */
export async function getAdPlace(ctx: Ctx, accountId: string): Promise<AdPlace> {
  const account = await findAccountRow(ctx.db, ctx, accountId);
  if (!account) throw notFound("account");
  if (!(await isSwitchedOn(ctx))) throw conflict(SWITCHED_OFF);
  const place = toPlace(account);
  if (!place) throw conflict(noAdsThere(account));
  const refusal = refuseAccount(place);
  if (refusal) throw conflict(refusal);
  return place;
}

/** Of this post an ad can be made here at all, now or after something is mended. */
export const isOffered = ({ post, isSwitchedOn, place }: AdTarget): boolean =>
  isSwitchedOn && place !== null && post.status === "published";

/** Why no ad can be made of this post, and what to do. @throws AppError `conflict`. */
export function assertCanMakeAd(target: AdTarget): AdPlace {
  const { post, place, isSwitchedOn } = target;
  if (!isSwitchedOn) throw conflict(SWITCHED_OFF);
  if (!place) throw conflict(noAdsThere(post));
  if (post.status !== "published") {
    const label = statusLabel(post.status).toLowerCase();
    throw conflict(`This post is ${label}: only one that is out can become an ad.`);
  }
  const refusal = findRefusal(place, post);
  if (refusal) throw conflict(refusal);
  return place;
}

export function findRefusal(place: AdPlace, post: AdTarget["post"]): string | null {
  return place.spec.refusePost(post.externalId ?? "") ?? refuseAccount(place);
}

/** Not where the post itself can be no ad: no account would help. */
export const needsReconnect = (place: AdPlace, post: AdTarget["post"]): boolean =>
  place.spec.refusePost(post.externalId ?? "") === null && refuseAccount(place) !== null;

function refuseAccount({ account, entry, label }: AdPlace): string | null {
  if (account.status === "disconnected" || account.status === "action_required") {
    return `Connect ${account.handle} again: ${label} lets nothing through at present.`;
  }
  if (listLacking(entry.scopes, account.scopes).length === 0) return null;
  return `${label} has not permitted ads yet. Connect ${account.handle} again and allow ads.`;
}

function noAdsThere({ platform }: { platform: string }): string {
  const { label } = catalog[Platform.parse(platform)];
  return `${label} makes no ads of posts here.`;
}
