import { and, asc, eq, gt, inArray, isNull, or } from "drizzle-orm";
import type { NextSlot } from "@/lib/contracts/optimizer";
import { plannedOdds } from "@/lib/domain/bandit/planned-odds";
import { writtenHandle } from "@/lib/domain/written-handle";
import type { Platform } from "@/lib/platforms/platform";
import type { Ctx } from "@/server/context";
import { socialAccounts } from "@/server/db/schema/accounts";
import { posts, schedules } from "@/server/db/schema/posts";
import { users } from "@/server/db/schema/users";
import { optimizerPolicy } from "./policy";
import type { Arm } from "./read-arms";

const SHOWN = 6;

interface SlotScope {
  campaignId: string;
  platform: string;
  arms: readonly Arm[];
  /** The arms that the policy may choose among. */
  candidates: readonly Arm[];
}

/** The coming posts whose variant is still open or pinned, soonest first. */
export async function listNextSlots(ctx: Ctx, scope: SlotScope): Promise<NextSlot[]> {
  const rows = await readSlotRows(ctx, scope);
  const taken = rows.map((row) => row.post.pinnedVariantId);
  const odds = plannedOdds(optimizerPolicy, scope.candidates, taken);
  return rows.map(({ post, account, optimizerOn, person }, i) => {
    const pinned = scope.arms.find((arm) => arm.armId === post.pinnedVariantId);
    const step = optimizerOn === false ? null : (odds[i] ?? null);
    return {
      postId: post.id,
      dueAt: post.dueAt.toISOString(),
      accountHandle: writtenHandle(account.platform as Platform, account.handle),
      sandbox: account.sandbox,
      scheduleId: post.scheduleId,
      optimizerOn: optimizerOn ?? true,
      pinned: pinned ? toSlotVariant(pinned) : null,
      pinnedBy: pinned ? (person ?? "A person") : null,
      overrideNote: post.overrideNote,
      odds: scope.candidates.flatMap((arm) => {
        const share = step?.probabilities[arm.armId] ?? 0;
        return share > 0 ? [{ ...toSlotVariant(arm), share }] : [];
      }),
      learning: step !== null && step.kind !== "exploit",
    };
  });
}

async function readSlotRows(ctx: Ctx, scope: SlotScope) {
  return ctx.db
    .select({
      post: posts,
      account: socialAccounts,
      optimizerOn: schedules.optimizerOn,
      person: users.name,
    })
    .from(posts)
    .innerJoin(socialAccounts, eq(socialAccounts.id, posts.accountId))
    .leftJoin(schedules, eq(schedules.id, posts.scheduleId))
    .leftJoin(users, eq(users.id, posts.overriddenBy))
    .where(
      and(
        eq(posts.workspaceId, ctx.workspaceId),
        eq(posts.campaignId, scope.campaignId),
        eq(posts.platform, scope.platform),
        inArray(posts.status, ["planned", "awaiting_approval", "queued"]),
        isNull(posts.content),
        or(gt(posts.deadlineAt, ctx.now()), gt(posts.dueAt, ctx.now())),
      ),
    )
    .orderBy(asc(posts.dueAt), asc(posts.id))
    .limit(SHOWN);
}

function toSlotVariant(arm: Arm): { variantId: string; letter: string; label: string } {
  return { variantId: arm.armId, letter: arm.letter, label: arm.label };
}
