import { index, integer, jsonb, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { campaigns, variants } from "@/server/db/schema/campaigns";
import { at, createdAt, id } from "@/server/db/schema/columns";
import type { PostContent } from "@/server/db/schema/posts";
import { users } from "@/server/db/schema/users";
import { workspaces } from "@/server/db/schema/workspaces";

/** Lets somebody without an account review one campaign. Only a hash of its secret is kept. */
export const approvalLinks = pgTable(
  "approval_links",
  {
    id: id(),
    workspaceId: uuid("workspace_id")
      .notNull()
      .references(() => workspaces.id, { onDelete: "cascade" }),
    campaignId: uuid("campaign_id")
      .notNull()
      .references(() => campaigns.id, { onDelete: "cascade" }),
    tokenHash: text("token_hash").notNull().unique(),
    /** Whom it is for. */
    label: text("label").notNull(),
    createdBy: uuid("created_by").references(() => users.id, { onDelete: "set null" }),
    expiresAt: at("expires_at").notNull(),
    revokedAt: at("revoked_at"),
    lastUsedAt: at("last_used_at"),
    createdAt: createdAt(),
  },
  (t) => [index("approval_links_campaign_idx").on(t.campaignId)],
);

/** What reviewers said, one row a verdict. Rows are only ever added. */
export const variantReviews = pgTable(
  "variant_reviews",
  {
    id: id(),
    workspaceId: uuid("workspace_id")
      .notNull()
      .references(() => workspaces.id, { onDelete: "cascade" }),
    variantId: uuid("variant_id")
      .notNull()
      .references(() => variants.id, { onDelete: "cascade" }),
    /** Place among the variant's reviews, given under its row lock: times and ids may be equal. */
    nth: integer("nth").notNull(),
    /** The verdict is about the content with this hash and about no other. */
    contentHash: text("content_hash").notNull(),
    /** That content, since an edit overwrites it in the variant. */
    content: jsonb("content").$type<PostContent>().notNull(),
    verdict: text("verdict", {
      enum: ["approved", "changes_requested", "rejected", "withdrawn"],
    }).notNull(),
    comment: text("comment"),
    byUserId: uuid("by_user_id").references(() => users.id, { onDelete: "set null" }),
    byName: text("by_name").notNull(),
    linkId: uuid("link_id").references(() => approvalLinks.id, { onDelete: "set null" }),
    at: at("at").notNull(),
  },
  (t) => [unique("variant_reviews_nth_key").on(t.variantId, t.nth)],
);
