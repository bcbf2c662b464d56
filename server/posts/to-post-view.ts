import type { PostView } from "@/lib/contracts/posts";
import { armLetter } from "@/lib/domain/arm-letter";
import { isTerminal } from "@/lib/domain/post-status";
import { writtenHandle } from "@/lib/domain/written-handle";
import type { Platform } from "@/lib/platforms/platform";
import type { PostRow } from "./claimed-post";

export interface PostViewRow {
  post: PostRow;
  campaignName: string | null;
  campaignStatus: string | null;
  accountHandle: string;
  accountStatus: string;
  accountPaused: boolean;
  sandbox: boolean;
  schedulePaused: boolean | null;
  optimizerOn: boolean | null;
  allPaused: boolean;
  variant: {
    id: string;
    ordinal: number;
    label: string;
    title: string | null;
    text: string;
  } | null;
  overriddenByName: string | null;
}

export function toPostView(row: PostViewRow, conflict: PostView["conflict"]): PostView {
  const { post, variant } = row;
  const platform = post.platform as Platform;
  return {
    id: post.id,
    campaignId: post.campaignId,
    campaignName: row.campaignName,
    scheduleId: post.scheduleId,
    accountId: post.accountId,
    accountHandle: writtenHandle(platform, row.accountHandle),
    accountStatus: row.accountStatus,
    platform,
    sandbox: row.sandbox,
    status: post.status,
    // Nothing waits for the end of a pause that would not go out anyway.
    held: !isTerminal(post.status) && post.status !== "draft" && isHeld(row),
    slotAt: post.slotAt.toISOString(),
    dueAt: post.dueAt.toISOString(),
    timing: post.timing,
    publishedAt: post.publishedAt?.toISOString() ?? null,
    variant: variant && {
      id: variant.id,
      letter: armLetter(variant.ordinal),
      label: variant.label,
    },
    pinned: post.pinnedVariantId !== null,
    optimizerOn: row.optimizerOn ?? !post.ownContent,
    text: post.content?.text ?? variant?.text ?? null,
    title: post.content ? post.content.title : (variant?.title ?? null),
    permalink: post.permalink,
    visibility: post.visibility,
    attempt: post.attempt,
    problemCode: post.problemCode,
    problem: post.problem,
    overriddenBy: post.overriddenAt ? (row.overriddenByName ?? "Somebody") : null,
    overriddenAt: post.overriddenAt?.toISOString() ?? null,
    overrideNote: post.overrideNote,
    conflict,
    projected: false,
  };
}

/** As the publisher sees it: nothing goes out for a campaign that is not active. */
export function isHeld(row: {
  campaignStatus: string | null;
  accountPaused: boolean;
  schedulePaused: boolean | null;
  allPaused: boolean;
}): boolean {
  const { campaignStatus, accountPaused, schedulePaused, allPaused } = row;
  const isCampaignOn = campaignStatus === null || campaignStatus === "active";
  return !isCampaignOn || accountPaused || schedulePaused === true || allPaused;
}
