import {
  and,
  asc,
  desc,
  eq,
  gt,
  gte,
  inArray,
  isNotNull,
  isNull,
  lte,
  not,
  or,
  type SQL,
  sql,
} from "drizzle-orm";
import { z } from "zod";
import { Id, IsoDate, type Page } from "@/lib/contracts/common";
import type { ListPosts, PostView } from "@/lib/contracts/posts";
import { POST_STATUSES, type PostStatus } from "@/lib/domain/post-status";
import type { Ctx } from "@/server/context";
import { createCursor, cutPage } from "@/server/cursor";
import { posts } from "@/server/db/schema/posts";
import { invalidField } from "@/server/errors";
import { readPostRows } from "./read-post-rows";
import { toPostViews } from "./to-post-views";

/** The time a list shows: when it went out, or is to. Cut to milliseconds, as it leaves. */
const shownAt = sql`date_trunc('milliseconds', coalesce(${posts.publishedAt}, ${posts.dueAt}))`;

const cursor = createCursor(z.tuple([IsoDate, Id]));

export async function listPosts(ctx: Ctx, input: ListPosts): Promise<Page<PostView>> {
  const towards = input.order === "asc" ? asc : desc;
  const rows = await readPostRows(ctx.db, ctx, {
    where: [...toConditions(input), input.when ? whenIs(input.when, ctx.now()) : undefined],
    orderBy: [towards(shownAt), towards(posts.id)],
    limit: input.limit + 1,
  });
  const { page, end } = cutPage(rows, input.limit);
  const items = await toPostViews(ctx.db, ctx, page);
  const last = items.at(-1);
  return { items, nextCursor: end && last ? toCursor(last) : null };
}

function toConditions(input: ListPosts): (SQL | undefined)[] {
  const after = cursor.read(input.cursor);
  return [
    input.from ? gte(posts.dueAt, new Date(input.from)) : undefined,
    input.to ? lte(posts.dueAt, new Date(input.to)) : undefined,
    input.status ? inArray(posts.status, readStatuses(input.status)) : undefined,
    input.platform ? eq(posts.platform, input.platform) : undefined,
    input.campaignId ? eq(posts.campaignId, input.campaignId) : undefined,
    input.accountId ? eq(posts.accountId, input.accountId) : undefined,
    after ? isBeyond(...after, input.order) : undefined,
  ];
}

function whenIs(when: NonNullable<ListPosts["when"]>, now: Date): SQL | undefined {
  // The time of a draft is that of its making, and says nothing.
  const isDraft = eq(posts.status, "draft");
  const isPast = or(and(lte(posts.dueAt, now), not(isDraft)), isNotNull(posts.publishedAt));
  const isComing = or(gt(posts.dueAt, now), isDraft);
  return when === "past" ? isPast : and(isComing, isNull(posts.publishedAt));
}

function readStatuses(list: string): PostStatus[] {
  return list.split(",").map((name) => {
    const status = POST_STATUSES.find((known) => known === name.trim());
    if (!status) throw invalidField("status", `There is no post status called “${name.trim()}”.`);
    return status;
  });
}

const toCursor = (post: PostView) => cursor.write([post.publishedAt ?? post.dueAt, post.id]);

function isBeyond(at: string, id: string, order: ListPosts["order"]): SQL {
  const sign = sql.raw(order === "asc" ? ">" : "<");
  return sql`(${shownAt}, ${posts.id}) ${sign} (${at}::timestamptz, ${id}::uuid)`;
}
