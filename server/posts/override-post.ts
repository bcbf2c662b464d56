import { and, eq, inArray } from "drizzle-orm";
import type { OverridePost, PostView } from "@/lib/contracts/posts";
import { type PostStatus, statusLabel } from "@/lib/domain/post-status";
import { recordAudit } from "@/server/audit/record";
import type { Ctx } from "@/server/context";
import type { Tx } from "@/server/db/client";
import { posts } from "@/server/db/schema/posts";
import { conflict, notFound } from "@/server/errors";
import { materialiseSlot } from "@/server/schedules/materialise-slot";
import type { PostRow } from "./claimed-post";
import { emitFacts, toPostFact } from "./emit-facts";
import { getPostView } from "./get-post";
import { type Change, toChange } from "./override-changes";

/** A person decides about one slot. Whoever comes too late is told what happened instead. */
export async function overridePost(ctx: Ctx, ref: string, input: OverridePost): Promise<PostView> {
  return ctx.db.transaction(async (tx) => {
    const before = await findPost(tx, ctx, ref);
    const change = await toChange(tx, ctx, before, input.action);
    const after = await apply(tx, ctx, before, change, input.note);
    await recordAudit(tx, ctx, {
      action: `post.${change.verb}`,
      subjectType: "post",
      subjectId: before.id,
      subjectName: change.name,
      before: change.from,
      after: input.note ? { ...change.to, note: input.note } : change.to,
    });
    const view = await getPostView(tx, ctx, before.id);
    const name = after.status === "published" ? "post.published" : "post.changed";
    const facts = [toPostFact(name, after, { status: after.status })];
    if (change.overrides) facts.push(toPostFact("optimizer.overridden", after));
    await emitFacts(tx, facts);
    return view;
  });
}

async function findPost(tx: Tx, ctx: Ctx, ref: string): Promise<PostRow> {
  const [first = "", slot] = ref.split("_");
  const id =
    slot === undefined ? first : await materialiseSlot(tx, ctx, first, new Date(Number(slot)));
  const [post] = await tx
    .select()
    .from(posts)
    .where(and(eq(posts.id, id), eq(posts.workspaceId, ctx.workspaceId)));
  if (!post) throw notFound("post");
  return post;
}

async function apply(
  tx: Tx,
  ctx: Ctx,
  before: PostRow,
  change: Change,
  note: string | undefined,
): Promise<PostRow> {
  const now = ctx.now();
  const by = ctx.actor.kind === "user" ? ctx.actor.id : null;
  const signed = change.givesBack
    ? { overriddenBy: null, overriddenAt: null, overrideNote: null }
    : { overriddenBy: by, overriddenAt: now, overrideNote: note ?? null };
  const [after] = await tx
    .update(posts)
    .set({ ...change.values, ...signed, updatedAt: now })
    .where(and(eq(posts.id, before.id), inArray(posts.status, [...change.allowed])))
    .returning();
  if (after) return after;
  const [current] = await tx
    .select({ status: posts.status })
    .from(posts)
    .where(eq(posts.id, before.id));
  throw conflict(explainTooLate(current?.status ?? before.status, change.words));
}

const BUSY: readonly PostStatus[] = ["publishing", "pending", "unknown"];

function explainTooLate(status: PostStatus, words: string): string {
  const label = statusLabel(status).toLowerCase();
  const hint = BUSY.includes(status) ? " Wait until it is settled." : "";
  return `This post is ${label} now, so it can't be ${words}.${hint}`;
}
