import { eq, sql } from "drizzle-orm";
import type { PublishAnswer, PublishProblem, PublishRequest } from "@/lib/contracts/publish";
import { readPublishTime } from "@/lib/domain/publish-time";
import { publicationSlotKey } from "@/lib/domain/slot-key";
import type { Platform } from "@/lib/platforms/platform";
import { recordAudit } from "@/server/audit/record";
import type { Ctx } from "@/server/context";
import type { Tx } from "@/server/db/client";
import { insertRows } from "@/server/db/insert-rows";
import { posts } from "@/server/db/schema/posts";
import { publications } from "@/server/db/schema/publications";
import { uuidv7 } from "@/server/db/uuid";
import { AppError, type ErrorCode, invalidField } from "@/server/errors";
import { type Fact, toPostFact } from "@/server/posts/emit-facts";
import { activate } from "@/server/schedules/create-schedule";
import { type Judged, judgeTarget, type Target } from "./judge-target";
import { publicationStatus } from "./publication-status";
import { type Ground, readGround } from "./read-ground";
import { toResult } from "./to-result";

type NewPost = typeof posts.$inferInsert & { id: string };
type Taken = Extract<Judged, { ok: true }>;

interface Taking {
  id: string;
  request: PublishRequest;
  ground: Ground;
  dueAt: Date;
  now: Date;
}

/**
 * Makes a post for each account that can have one; what is wrong with one keeps no other back.
 * @throws AppError when not one can, with the reason for each.
 */
export async function takePublication(
  tx: Tx,
  ctx: Ctx,
  request: PublishRequest,
): Promise<{ answer: PublishAnswer; facts: Fact[] }> {
  const now = ctx.now();
  const dueAt = readDueAt(request, now);
  const targets = toTargets(request);
  const ground = await readGround(tx, ctx, {
    campaignId: request.campaignId ?? null,
    accountIds: targets.map(({ accountId }) => accountId),
    mediaIds: targets.flatMap(({ layers }) =>
      layers.flatMap(({ content }) => (content.media ?? []).map(({ mediaId }) => mediaId)),
    ),
  });
  const judged = targets.map((target) => judgeTarget(ground, target));
  const taken = judged.filter((each) => each.ok);
  if (taken.length === 0) throw refuseAll(judged);
  const taking: Taking = { id: uuidv7(), request, ground, dueAt, now };
  const activated = await storePublication(tx, ctx, taking, judged);
  const rows = taken.map((each) => toRow(ctx, taking, each));
  await insertRows(tx, posts, rows);
  await auditTaken(tx, ctx, taking, taken);
  const byAccount = new Map(rows.map((row) => [row.accountId, row]));
  const results = judged.map((each) => toResult(each, byAccount.get(each.target.accountId)));
  const answer: PublishAnswer = {
    id: taking.id,
    status: (await readStatus(tx, taking.id, now)) as PublishAnswer["status"],
    campaignId: request.campaignId ?? null,
    scheduledAt: request.status === "scheduled" ? dueAt.toISOString() : null,
    results,
  };
  const name = request.status === "draft" ? "post.changed" : "post.planned";
  const planned = rows.map((row) =>
    toPostFact(
      name,
      { ...row, campaignId: row.campaignId ?? null, scheduleId: null },
      { status: row.status, count: 1 },
    ),
  );
  return { answer, facts: [...activated, ...planned] };
}

function readDueAt({ status, scheduledAt, timeZone }: PublishRequest, now: Date): Date {
  if (status !== "scheduled" || scheduledAt === undefined) return now;
  const time = readPublishTime(scheduledAt, timeZone, now);
  if (!time.ok) throw invalidField(time.field, time.message);
  return time.at;
}

function toTargets(request: PublishRequest): Target[] {
  const { content, variantId = null } = request;
  const shared = content ? [{ path: "content", content }] : [];
  const isDraft = request.status === "draft";
  const isNow = request.status === "published";
  const ids = request.accountIds?.map((accountId, i) => ({
    ...{ accountId: accountId.toLowerCase(), path: `accountIds.${i}` },
    ...{ layers: shared, variantId, isDraft, isNow },
  }));
  const named = request.targets?.map((target, i) => {
    const own = target.content;
    const layers = own ? [...shared, { path: `targets.${i}.content`, content: own }] : shared;
    const path = `targets.${i}.accountId`;
    return { accountId: target.accountId.toLowerCase(), path, layers, variantId, isDraft, isNow };
  });
  return ids ?? named ?? [];
}

/** Nothing is stored: the request can be mended and sent again, with the same key. */
function refuseAll(judged: readonly Judged[]): AppError {
  const problems = judged.flatMap((each) => (each.ok ? [] : [each.problem]));
  const [first] = problems;
  const message =
    problems.length === 1
      ? (first?.message ?? "")
      : `None of these ${problems.length} accounts can post this. The first: ${first?.message}`;
  return new AppError(codeOf(problems), message, {
    fields: problems.flatMap(({ errors }) => errors),
    members: { results: judged.map((each) => toResult(each, undefined)) },
  });
}

function codeOf(problems: readonly PublishProblem[]): ErrorCode {
  const isEach = (code: string) => problems.every((problem) => problem.code === code);
  if (isEach("not_found")) return "not_found";
  return isEach("paused") ? "conflict" : "invalid";
}

async function storePublication(
  tx: Tx,
  ctx: Ctx,
  { id, request, ground, now }: Taking,
  judged: readonly Judged[],
): Promise<Fact[]> {
  const { workspaceId, actor } = ctx;
  await tx.insert(publications).values({
    ...{ id, workspaceId, campaignId: request.campaignId ?? null, asked: request.status },
    ...{ actorKind: actor.kind, actorId: actor.id, actorName: actor.name, createdAt: now },
    refusals: judged.flatMap((each) => {
      if (each.ok) return [];
      const platform = (each.account?.platform ?? null) as Platform | null;
      return [{ accountId: each.target.accountId, platform, problem: each.problem }];
    }),
  });
  const { campaign } = ground;
  if (campaign?.status !== "draft" || request.status === "draft") return [];
  const events = await activate(tx, ctx, campaign);
  return events.map((event) => ({ workspaceId, event }));
}

function toRow(ctx: Ctx, taking: Taking, judged: Taken): NewPost {
  const { id, request, ground, dueAt, now } = taking;
  const { account, content, contentHash } = judged;
  const isPinned = content === null && request.variantId !== undefined;
  const isApproved = request.approve === true && content !== null;
  const waits = ground.settings.approvalRequired && !isApproved;
  return {
    ...{ id: uuidv7(), workspaceId: ctx.workspaceId, campaignId: request.campaignId ?? null },
    ...{ publicationId: id, accountId: account.id, platform: account.platform },
    pinnedVariantId: isPinned ? (request.variantId ?? null) : null,
    overriddenBy: isPinned && ctx.actor.kind === "user" ? ctx.actor.id : null,
    overriddenAt: isPinned ? now : null,
    ...{ slotAt: dueAt, dueAt, nextAt: dueAt, createdAt: now, updatedAt: now },
    deadlineAt: new Date(dueAt.getTime() + ground.settings.lateAfterMinutes * 60_000),
    status: request.status === "draft" ? "draft" : waits ? "awaiting_approval" : "queued",
    ...{ content, contentHash, ownContent: content !== null },
    approvedHash: isApproved ? contentHash : null,
    idempotencyKey: publicationSlotKey(id, account.id, dueAt),
  };
}

const NAME_LENGTH = 80;

async function auditTaken(
  tx: Tx,
  ctx: Ctx,
  { id, request, ground, dueAt }: Taking,
  taken: readonly Taken[],
): Promise<void> {
  const content = taken.find((each) => each.content !== null)?.content;
  const words = content?.title || content?.text.slice(0, NAME_LENGTH);
  await recordAudit(tx, ctx, {
    action: `publication.${request.status}`,
    subjectType: "publication",
    subjectId: id,
    subjectName: words || ground.campaign?.name || null,
    after: {
      accounts: taken.map(({ account }) => account.handle),
      ...(request.status === "scheduled" ? { dueAt: dueAt.toISOString() } : {}),
      ...(request.approve ? { approved: true } : {}),
    },
  });
}

export async function readStatus(tx: Tx, id: string, now: Date): Promise<string> {
  const refused = sql`(select jsonb_array_length(refusals) from publications where id = ${id}::uuid)`;
  const [row] = await tx
    .select({ status: publicationStatus(refused, now) })
    .from(sql`posts p`)
    .where(eq(sql`p.publication_id`, sql`${id}::uuid`));
  return row?.status ?? "failed";
}
