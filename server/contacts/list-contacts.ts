import { and, eq, ilike, isNotNull, isNull, or, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import type { ContactPage, ContactStatus, ListContacts } from "@/lib/contracts/contacts";
import { toContactView } from "@/server/contacts/contact-status";
import type { Ctx } from "@/server/context";
import { contacts } from "@/server/db/schema/contacts";

/** So many letters of a name fit into a cursor; who shares them follows the id. */
const KEY_LENGTH = 24;
const isNameless = sql<boolean>`(${contacts.name} is null)`;
const sortKey = sql<string>`lower(left(coalesce(${contacts.name}, ${contacts.phone}), ${sql.raw(String(KEY_LENGTH))}))`;

/** By name, those without one last and by number. */
export async function listContacts(ctx: Ctx, query: ListContacts): Promise<ContactPage> {
  const after = readCursor(query.cursor);
  const rows = await ctx.db
    .select({ contact: contacts, isNameless, sortKey })
    .from(contacts)
    .where(
      and(
        isKept(ctx),
        query.q ? matches(query.q) : undefined,
        query.status ? hasStatus(query.status) : undefined,
        after
          ? sql`(${isNameless}, ${sortKey}, ${contacts.id}) > (${after.isNameless}::boolean, ${after.sortKey}::text, ${after.id}::uuid)`
          : undefined,
      ),
    )
    .orderBy(isNameless, sortKey, contacts.id)
    .limit(query.limit + 1);
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  return {
    items: page.map(({ contact }) => toContactView(contact)),
    nextCursor: rows.length > query.limit && last ? toCursor(last) : null,
    counts: await countContacts(ctx),
  };
}

interface Place {
  isNameless: boolean;
  sortKey: string;
  contact: { id: string };
}

/** Where the page ended, not who: that person may be renamed or deleted before the next one is read. */
const toCursor = ({ isNameless, sortKey, contact }: Place): string =>
  [isNameless ? 1 : 0, contact.id, Buffer.from(sortKey).toString("base64url")].join(".");

const Cursor = z.tuple([z.enum(["0", "1"]), z.uuid(), z.base64url()]);

/** One that is not ours begins at the start. */
function readCursor(cursor: string | undefined) {
  const read = Cursor.safeParse(cursor?.split(".")).data;
  if (!read) return null;
  const sortKey = Buffer.from(read[2], "base64url").toString();
  return sortKey.includes("\0") ? null : { isNameless: read[0] === "1", id: read[1], sortKey };
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
