import { eq } from "drizzle-orm";
import type { Consent, ContactView, UpdateContact } from "@/lib/contracts/contacts";
import { recordAudit } from "@/server/audit/record";
import { type ContactRow, toContactView } from "@/server/contacts/contact-status";
import { assertPast, isContact, toConsentColumns, toEntry } from "@/server/contacts/create-contact";
import type { Ctx } from "@/server/context";
import { contacts } from "@/server/db/schema/contacts";
import { invalidField, notFound } from "@/server/errors";
import { emit } from "@/server/events/emit";

/** Changes what is given. A stop is lifted only by a consent that was given after it. */
export async function updateContact(
  ctx: Ctx,
  id: string,
  input: UpdateContact,
): Promise<ContactView> {
  const { name, language, consent, optedOut } = input;
  assertPast(ctx, consent);
  return ctx.db.transaction(async (tx) => {
    const [before] = await tx
      .select()
      .from(contacts)
      .where(isContact(ctx, id))
      .for("no key update");
    if (!before) throw notFound("contact");
    const [row] = await tx
      .update(contacts)
      .set({
        ...(name === undefined ? {} : { name }),
        ...(language === undefined ? {} : { language }),
        ...(consent === undefined ? {} : toConsentColumns(consent)),
        optedOutAt: toOptedOutAt(ctx, before, consent, optedOut),
        updatedAt: ctx.now(),
      })
      .where(eq(contacts.id, before.id))
      .returning();
    if (!row) throw notFound("contact");
    const action = optedOut ? "contact.opted_out" : "contact.changed";
    await recordAudit(tx, ctx, toEntry(action, row, before));
    await emit(tx, ctx.workspaceId, [{ name: "contact.changed", data: { contactId: id } }]);
    return toContactView(row);
  });
}

function toOptedOutAt(
  ctx: Ctx,
  before: ContactRow,
  consent: Consent | null | undefined,
  optedOut: true | undefined,
): Date | null {
  const { optedOutAt } = before;
  if (optedOut) return optedOutAt ?? ctx.now();
  if (!optedOutAt || !consent) return optedOutAt;
  // Saved again as it was, it lifts nothing and is no mistake.
  if (Date.parse(consent.givenAt) === before.consentAt?.getTime()) return optedOutAt;
  if (Date.parse(consent.givenAt) > optedOutAt.getTime()) return null;
  const message = "They said stop after that. Only a consent given since then counts.";
  throw invalidField("consent.givenAt", message);
}
