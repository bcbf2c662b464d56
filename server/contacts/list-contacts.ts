import { and, eq, ilike, isNotNull, isNull, or, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { Id } from "@/lib/contracts/common";
import type { ContactPage, ContactStatus, ListContacts } from "@/lib/contracts/contacts";
import { toContactView } from "@/server/contacts/contact-status";
import type { Ctx } from "@/server/context";
import { createCursor, cutPage } from "@/server/cursor";
import { contacts } from "@/server/db/schema/contacts";

/** So many letters of a name fit into a cursor; who shares them follows the id. */
const KEY_LENGTH = 24;
const isNameless = sql<boolean>`(${contacts.name} is null)`;
const sortKey = sql<string>`lower(left(coalesce(${contacts.name}, ${contacts.phone}), ${sql.raw(String(KEY_LENGTH))}))`;

/** Where the page ended, not who: that person may be renamed or deleted before the next one is read. */
const cursor = createCursor(z.tuple([z.boolean(), z.string().regex(/^[^\0]*$/), Id]));

/** By name, those without one last and by number. */
export async function listContacts(ctx: Ctx, query: ListContacts): Promise<ContactPage> {
  const after = cursor.read(query.cursor);
  const rows = await ctx.db
    .select({ contact: contacts, isNameless, sortKey })
    .from(contacts)
    .where(
      and(
        isKept(ctx),
        query.q ? matches(query.q) : undefined,
        query.status ? hasStatus(query.status) : undefined,
        after
          ? sql`(${isNameless}, ${sortKey}, ${contacts.id}) > (${after[0]}::boolean, ${after[1]}::text, ${after[2]}::uuid)`
          : undefined,
      ),
    )
    .orderBy(isNameless, sortKey, contacts.id)
    .limit(query.limit + 1);
  const { page, end } = cutPage(rows, query.limit);
  return {
    items: page.map(({ contact }) => toContactView(contact)),
    nextCursor: end && cursor.write([end.isNameless, end.sortKey, end.contact.id]),
    counts: await countContacts(ctx),
  };
}

const isKept = (ctx: Ctx) =>
  and(eq(contacts.workspaceId, ctx.workspaceId), isNull(contacts.deletedAt));

/** Numbers are found however they are written. */
function matches(q: string): SQL | undefined {
  const name = ilike(contacts.name, `%${escapeLike(q)}%`);
  const digits = q.replace(/^00/, "").replace(/\D/g, "");
  return digits.length < 3 ? name : or(name, ilike(contacts.phone, `%${digits}%`));
}

const escapeLike = (text: string) => text.replace(/[\\%_]/g, "\\$&");

function hasStatus(status: ContactStatus): SQL | undefined {
  if (status === "opted_out") return isNotNull(contacts.optedOutAt);
  const agreed =
    status === "reachable" ? isNotNull(contacts.consentAt) : isNull(contacts.consentAt);
  return and(isNull(contacts.optedOutAt), agreed);
}

async function countContacts(ctx: Ctx): Promise<ContactPage["counts"]> {
  const number = (condition: SQL | undefined) =>
    sql<number>`(count(*) filter (where ${condition}))::int`;
  const [counts] = await ctx.db
    .select({
      reachable: number(hasStatus("reachable")),
      no_consent: number(hasStatus("no_consent")),
      opted_out: number(hasStatus("opted_out")),
    })
    .from(contacts)
    .where(isKept(ctx));
  return counts ?? { reachable: 0, no_consent: 0, opted_out: 0 };
}
