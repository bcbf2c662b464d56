import { index, integer, jsonb, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import type { RecipientStatus } from "@/lib/domain/recipient-status";
import { at, createdAt, id, updatedAt } from "@/server/db/schema/columns";
import { posts } from "@/server/db/schema/posts";
import { workspaces } from "@/server/db/schema/workspaces";

/** A person who may get messages, once they have agreed and as long as they have not said stop. */
export const contacts = pgTable(
  "contacts",
  {
    id: id(),
    workspaceId: uuid("workspace_id")
      .notNull()
      .references(() => workspaces.id, { onDelete: "cascade" }),
    /** E.164. */
    phone: text("phone").notNull(),
    name: text("name"),
    language: text("language"),
    consentAt: at("consent_at"),
    consentSource: text("consent_source"),
    /** What shows that they agreed: a link, a form's number, words. */
    consentEvidence: text("consent_evidence"),
    optedOutAt: at("opted_out_at"),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
    /** The number stays, so that a stop outlives the contact; everything else is emptied. */
    deletedAt: at("deleted_at"),
  },
  (t) => [
    unique("contacts_phone_key").on(t.workspaceId, t.phone),
    index("contacts_workspace_idx").on(t.workspaceId, t.id),
  ],
);

/** One post to one person. Claimed and settled alone, so that no retry writes to anybody twice. */
export const postRecipients = pgTable(
  "post_recipients",
  {
    id: id(),
    workspaceId: uuid("workspace_id")
      .notNull()
      .references(() => workspaces.id, { onDelete: "cascade" }),
    postId: uuid("post_id")
      .notNull()
      .references(() => posts.id, { onDelete: "cascade" }),
    contactId: uuid("contact_id")
      .notNull()
      .references(() => contacts.id, { onDelete: "cascade" }),
    status: text("status").$type<RecipientStatus>().notNull(),
    attempt: integer("attempt").notNull().default(0),
    checks: integer("checks").notNull().default(0),
    /** Raised by each claim; a settle with an older token loses. */
    fence: integer("fence").notNull().default(0),
    leaseUntil: at("lease_until"),
    nextAt: at("next_at").notNull(),
    firstAttemptAt: at("first_attempt_at"),
    receipt: jsonb("receipt").$type<unknown>(),
    messageId: text("message_id"),
    problemCode: text("problem_code"),
    problem: text("problem"),
    sentAt: at("sent_at"),
    deliveredAt: at("delivered_at"),
    readAt: at("read_at"),
    failedAt: at("failed_at"),
    replies: integer("replies").notNull().default(0),
    clicks: integer("clicks").notNull().default(0),
    reactions: integer("reactions").notNull().default(0),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    unique("post_recipients_post_contact_key").on(t.postId, t.contactId),
    index("post_recipients_due_idx").on(t.postId, t.status, t.nextAt),
    index("post_recipients_message_idx").on(t.messageId),
    index("post_recipients_contact_idx").on(t.contactId),
  ],
);
