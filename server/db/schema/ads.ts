import { integer, jsonb, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { socialAccounts } from "@/server/db/schema/accounts";
import { at, createdAt, id, updatedAt } from "@/server/db/schema/columns";
import { posts } from "@/server/db/schema/posts";
import { workspaces } from "@/server/db/schema/workspaces";

/** What a person decided, as it was sent: money in the smallest unit of the ad account's currency. */
export interface StoredAdPlan {
  adAccountId: string;
  adAccountName: string;
  currency: string;
  /** How many digits of `amount` stand after the point. */
  decimals: number;
  budget: "daily" | "lifetime";
  amount: number;
  endsAt: string | null;
  countries: string[];
  beneficiary: string;
  payor: string;
}

export interface StoredAdFigures {
  /** The platform's own word, such as PAUSED. */
  state: string | null;
  impressions: number | null;
  reach: number | null;
  clicks: number | null;
  /** In the currency's main unit. */
  spend: number | null;
}

/** The one ad that was made of a post, and how far it got. */
export const postAds = pgTable(
  "post_ads",
  {
    id: id(),
    workspaceId: uuid("workspace_id")
      .notNull()
      .references(() => workspaces.id, { onDelete: "cascade" }),
    postId: uuid("post_id")
      .notNull()
      .references(() => posts.id, { onDelete: "cascade" }),
    accountId: uuid("account_id")
      .notNull()
      .references(() => socialAccounts.id),
    plan: jsonb("plan").$type<StoredAdPlan>().notNull(),
    /** What the adapter needs to find again what it made. */
    receipt: jsonb("receipt").$type<unknown>(),
    status: text("status", { enum: ["creating", "created", "failed", "unknown"] }).notNull(),
    problem: text("problem"),
    ids: jsonb("ids").$type<Record<string, string>>().notNull().default({}),
    manageUrl: text("manage_url"),
    /** Raised by each claim; whoever holds an older one writes nothing any more. */
    fence: integer("fence").notNull().default(1),
    leaseUntil: at("lease_until").notNull(),
    figures: jsonb("figures").$type<StoredAdFigures>(),
    figuresReadAt: at("figures_read_at"),
    createdBy: uuid("created_by"),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [unique("post_ads_post_key").on(t.postId)],
);
