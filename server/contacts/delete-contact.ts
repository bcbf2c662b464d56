import { recordAudit } from "@/server/audit/record";
import { isContact, toEntry } from "@/server/contacts/create-contact";
import type { Ctx } from "@/server/context";
import { contacts } from "@/server/db/schema/contacts";
import { notFound } from "@/server/errors";
import { emit } from "@/server/events/emit";

/** Empties the contact. The bare number stays, so that an import can't undo a stop. */
export async function deleteContact(ctx: Ctx, id: string): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const [row] = await tx
      .update(contacts)
      .set({
        ...{ name: null, language: null, deletedAt: ctx.now(), updatedAt: ctx.now() },
        ...{ consentAt: null, consentSource: null, consentEvidence: null },
      })
      .where(isContact(ctx, id))
      .returning();
    if (!row) throw notFound("contact");
    await recordAudit(tx, ctx, toEntry("contact.deleted", row));
    await emit(tx, ctx.workspaceId, [{ name: "contact.changed", data: { contactId: id } }]);
  });
}
