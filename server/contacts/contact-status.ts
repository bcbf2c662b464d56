import { and, eq, isNotNull, isNull, lte, type SQL } from "drizzle-orm";
import type { ContactStatus, ContactView } from "@/lib/contracts/contacts";
import { contacts } from "@/server/db/schema/contacts";

export type ContactRow = typeof contacts.$inferSelect;

/** Only who agreed and has not said stop gets messages: the one place that says so. */
export const isReachable = (workspaceId: string, now: Date): SQL | undefined =>
  and(
    eq(contacts.workspaceId, workspaceId),
    isNull(contacts.deletedAt),
    isNull(contacts.optedOutAt),
    isNotNull(contacts.consentAt),
    lte(contacts.consentAt, now),
  );

export function statusOf(contact: ContactRow): ContactStatus {
  if (contact.optedOutAt) return "opted_out";
  return contact.consentAt ? "reachable" : "no_consent";
}

export function toContactView(contact: ContactRow): ContactView {
  return {
    id: contact.id,
    phone: contact.phone,
    name: contact.name,
    language: contact.language,
    status: statusOf(contact),
    consentAt: contact.consentAt?.toISOString() ?? null,
    consentSource: contact.consentSource,
    consentEvidence: contact.consentEvidence,
    optedOutAt: contact.optedOutAt?.toISOString() ?? null,
    updatedAt: contact.updatedAt.toISOString(),
  };
}
