import { and, asc, eq, gt, inArray, isNull, or, sql } from "drizzle-orm";
import type { NextSlot } from "@/lib/contracts/optimizer";
import type { Snapshot } from "@/lib/domain/bandit/algorithm";
import { plannedSteps } from "@/lib/domain/bandit/planned-steps";
import { writtenHandle } from "@/lib/domain/written-handle";
import type { Platform } from "@/lib/platforms/platform";
import type { Ctx } from "@/server/context";
import { socialAccounts } from "@/server/db/schema/accounts";
import { posts, schedules } from "@/server/db/schema/posts";
import { users } from "@/server/db/schema/users";
import { type ArmGroup, lockProblem } from "./arm-group";
import type { DescribedArm } from "./describe-arms";

const SHOWN = 6;

interface SlotScope {
  campaignId: string;
  /** Of the campaign as a whole. */
  paused: boolean;
  platform: string;
  arms: readonly DescribedArm[];
  group: ArmGroup;
  snapshot: Snapshot;
}

/** The coming posts whose variant is still open or pinned, soonest first; what is paused comes last. */
export async function listNextSlots(ctx: Ctx, scope: SlotScope): Promise<NextSlot[]> {
  const rows = await readSlotRows(ctx, scope);
  const { group, snapshot, arms } = scope;
  const locked = group.locked?.variant.id ?? null;
  const isLockOpen = locked !== null && lockProblem(group) === null;
  const isPaused = (row: (typeof rows)[number]) =>
    scope.paused || row.account.paused || row.schedulePaused === true;
  // Paused slots stand at the end, so the steps of the others keep their places.
  const steps = plannedSteps(
    snapshot,
    rows.filter((row) => !isPaused(row)).map(({ post }) => post.pinnedVariantId ?? locked),
  );
  return rows.map((row, i) => {
    const { post, account, optimizerOn, person } = row;
    const paused = isPaused(row);
    const pinned = arms.find((arm) => arm.variantId === post.pinnedVariantId);
    const step = optimizerOn === false ? null : (steps[i] ?? null);
    const shareOf = (id: string) =>
      isLockOpen && !pinned ? Number(id === locked) : (step?.choice.propensities[id] ?? 0);
    return {
      postId: post.id,
      dueAt: post.dueAt.toISOString(),
      accountHandle: writtenHandle(account.platform as Platform, account.handle),
      sandbox: account.sandbox,
      scheduleId: post.scheduleId,
      optimizerOn: optimizerOn ?? true,
      paused,
      overdue: post.dueAt.getTime() <= ctx.now().getTime(),
      pinned: pinned ? toSlotVariant(pinned) : null,
      pinnedBy: pinned ? (person ?? "A person") : null,
      overrideNote: post.overrideNote,
      odds: arms.flatMap((arm) => {
        const share = paused ? 0 : shareOf(arm.variantId);
        return share > 0 ? [{ ...toSlotVariant(arm), share }] : [];
      }),
      learning:
        !paused &&
        step !== null &&
        step.choice.kind !== "exploit" &&
        snapshot.algorithm !== "round_robin",
    };
  });
}

async function readSlotRows(ctx: Ctx, scope: SlotScope) {
  return ctx.db
    .select({
      post: posts,
      account: socialAccounts,
      optimizerOn: schedules.optimizerOn,
      schedulePaused: schedules.paused,
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
    .orderBy(
      sql`${socialAccounts.paused} or coalesce(${schedules.paused}, false)`,
      asc(posts.dueAt),
      asc(posts.id),
    )
    .limit(SHOWN);
}

function toSlotVariant({ variantId, letter, label }: DescribedArm) {
  return { variantId, letter, label };
}
