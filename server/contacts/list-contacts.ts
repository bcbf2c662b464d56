import { and, desc, eq, ilike, isNotNull, isNull, lt, or, type SQL, sql } from "drizzle-orm";
import { Id } from "@/lib/contracts/common";
import type { ContactPage, ContactStatus, ListContacts } from "@/lib/contracts/contacts";
import { toContactView } from "@/server/contacts/contact-status";
import type { Ctx } from "@/server/context";
import { contacts } from "@/server/db/schema/contacts";

/** Newest first; the cursor is the last id seen, since ids follow time. */
export async function listContacts(ctx: Ctx, query: ListContacts): Promise<ContactPage> {
  const after = Id.safeParse(query.cursor);
  const rows = await ctx.db
    .select()
    .from(contacts)
    .where(
      and(
        isKept(ctx),
        query.q ? matches(query.q) : undefined,
        query.status ? hasStatus(query.status) : undefined,
        after.success ? lt(contacts.id, after.data) : undefined,
      ),
    )
    .orderBy(desc(contacts.id))
    .limit(query.limit + 1);
  const page = rows.slice(0, query.limit);
  return {
    items: page.map(toContactView),
    nextCursor: rows.length > query.limit ? (page.at(-1)?.id ?? null) : null,
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
