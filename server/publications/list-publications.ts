import { eq, gte, lte, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { Id, IsoDate, type Page } from "@/lib/contracts/common";
import type { ListPublications, PublicationView } from "@/lib/contracts/publish";
import type { Ctx } from "@/server/context";
import { publications } from "@/server/db/schema/publications";
import { toJsonb } from "@/server/db/to-jsonb";
import { AppError } from "@/server/errors";
import { readPublications, statusOf } from "./read-publications";

const Cursor = z.tuple([IsoDate, Id]);

/** Newest first. What is added while somebody turns the pages stands before them and shifts none. */
export async function listPublications(
  ctx: Ctx,
  input: ListPublications,
): Promise<Page<PublicationView>> {
  const rows = await readPublications(ctx.db, ctx, {
    where: toConditions(ctx, input),
    limit: input.limit + 1,
  });
  const items = rows.slice(0, input.limit).map(({ view }) => view);
  const last = rows.length > input.limit ? rows[input.limit - 1]?.row : undefined;
  return { items, nextCursor: last ? toCursor(last) : null };
}

function toConditions(ctx: Ctx, input: ListPublications): (SQL | undefined)[] {
  const { platform, accountId } = input;
  return [
    input.from ? gte(publications.createdAt, new Date(input.from)) : undefined,
    input.to ? lte(publications.createdAt, new Date(input.to)) : undefined,
    input.status ? eq(statusOf(ctx.now()), input.status) : undefined,
    platform ? concerns(sql`p.platform = ${platform}`, { platform }) : undefined,
    accountId ? concerns(sql`p.account_id = ${accountId}::uuid`, { accountId }) : undefined,
    input.cursor ? afterCursor(input.cursor) : undefined,
  ];
}

/** One of its posts is of that, or would be had it not been refused. */
const concerns = (isPost: SQL, refused: object): SQL => sql`(
  exists (select 1 from posts p where p.publication_id = publications.id and ${isPost})
  or publications.refusals @> ${toJsonb([refused])})`;

const toCursor = ({ createdAt, id }: { createdAt: Date; id: string }) =>
  Buffer.from(JSON.stringify([createdAt.toISOString(), id])).toString("base64url");

function afterCursor(cursor: string): SQL {
  const [at, id] = readCursor(cursor);
  return sql`(${publications.createdAt}, ${publications.id}) < (${at}::timestamptz, ${id}::uuid)`;
}

function readCursor(cursor: string): z.infer<typeof Cursor> {
  try {
    return Cursor.parse(JSON.parse(Buffer.from(cursor, "base64url").toString()));
  } catch {
    throw new AppError("bad_request", "This cursor is not one of ours. Begin without it.");
  }
}
