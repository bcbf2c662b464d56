import { eq, gte, lte, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { Id, IsoDate, type Page } from "@/lib/contracts/common";
import type { ListPublications, PublicationView } from "@/lib/contracts/publish";
import type { Ctx } from "@/server/context";
import { createCursor, cutPage } from "@/server/cursor";
import { publications } from "@/server/db/schema/publications";
import { toJsonb } from "@/server/db/to-jsonb";
import { readPublications, statusOf } from "./read-publications";

const cursor = createCursor(z.tuple([IsoDate, Id]));

/** Newest first. What is added while somebody turns the pages stands before them and shifts none. */
export async function listPublications(
  ctx: Ctx,
  input: ListPublications,
): Promise<Page<PublicationView>> {
  const rows = await readPublications(ctx.db, ctx, {
    where: toConditions(ctx, input),
    limit: input.limit + 1,
  });
  const { page, end } = cutPage(rows, input.limit);
  return {
    items: page.map(({ view }) => view),
    nextCursor: end && cursor.write([end.row.createdAt.toISOString(), end.row.id]),
  };
}

function toConditions(ctx: Ctx, input: ListPublications): (SQL | undefined)[] {
  const { platform, accountId } = input;
  const after = cursor.read(input.cursor);
  return [
    input.from ? gte(publications.createdAt, new Date(input.from)) : undefined,
    input.to ? lte(publications.createdAt, new Date(input.to)) : undefined,
    input.status ? eq(statusOf(ctx.now()), input.status) : undefined,
    platform ? concerns(sql`p.platform = ${platform}`, { platform }) : undefined,
    accountId ? concerns(sql`p.account_id = ${accountId}::uuid`, { accountId }) : undefined,
    after ? isBefore(...after) : undefined,
  ];
}

/** One of its posts is of that, or would be had it not been refused. */
const concerns = (isPost: SQL, refused: object): SQL => sql`(
  exists (select 1 from posts p where p.publication_id = publications.id and ${isPost})
  or publications.refusals @> ${toJsonb([refused])})`;

const isBefore = (at: string, id: string): SQL =>
  sql`(${publications.createdAt}, ${publications.id}) < (${at}::timestamptz, ${id}::uuid)`;
