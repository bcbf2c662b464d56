import { and, eq, isNotNull, sql } from "drizzle-orm";
import type { Consent, ContactView, CreateContact } from "@/lib/contracts/contacts";
import { recordAudit } from "@/server/audit/record";
import { type ContactRow, toContactView } from "@/server/contacts/contact-status";
import type { Ctx } from "@/server/context";
import { contacts } from "@/server/db/schema/contacts";
import { AppError, invalidField } from "@/server/errors";
import { emit } from "@/server/events/emit";

/** A number that was deleted comes back with the stop that it may have said. */
export async function createContact(ctx: Ctx, input: CreateContact): Promise<ContactView> {
  assertPast(ctx, input.consent);
  const { phone, name, language, consent } = input;
  const values = { name, language, ...toConsentColumns(consent), updatedAt: ctx.now() };
  return ctx.db.transaction(async (tx) => {
    const [row] = await tx
      .insert(contacts)
      .values({ workspaceId: ctx.workspaceId, phone, ...values })
      .onConflictDoUpdate({
        target: [contacts.workspaceId, contacts.phone],
        set: { ...values, deletedAt: null },
        setWhere: isNotNull(contacts.deletedAt),
      })
      .returning();
    if (!row) {
      throw new AppError("conflict", "There is a contact with this number already.", {
        fields: [{ path: "phone", message: "There is a contact with this number already." }],
      });
    }
    await recordAudit(tx, ctx, toEntry("contact.created", row));
    await emit(tx, ctx.workspaceId, [{ name: "contact.changed", data: { contactId: row.id } }]);
    return toContactView(row);
  });
}

export function toConsentColumns(consent: Consent | null) {
  return {
    consentAt: consent ? new Date(consent.givenAt) : null,
    consentSource: consent?.source ?? null,
    consentEvidence: consent?.evidence ?? null,
  };
}

export function assertPast(ctx: Ctx, consent: Consent | null | undefined): void {
  if (!consent || Date.parse(consent.givenAt) <= ctx.now().getTime()) return;
  throw invalidField("consent.givenAt", "They can't have agreed in the future.");
}

/** The number itself stays out of the log: a deleted contact must be gone from there too. */
export function toEntry(action: string, row: ContactRow, before?: ContactRow) {
  return {
    action,
    subjectType: "contact",
    subjectId: row.id,
    ...(before ? { before: toFacts(before) } : {}),
    after: toFacts(row),
  };
}

const toFacts = ({ consentAt, consentSource, optedOutAt }: ContactRow) => ({
  consentAt,
  consentSource,
  optedOutAt,
});

/** One contact of this workspace that is not deleted. */
export const isContact = (ctx: Ctx, id: string) =>
  and(
    eq(contacts.id, id),
    eq(contacts.workspaceId, ctx.workspaceId),
    sql`${contacts.deletedAt} is null`,
  );
