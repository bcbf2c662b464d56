import { sql } from "drizzle-orm";
import {
  boolean,
  index,
  integer,
  numeric,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { at, createdAt, updatedAt } from "@/server/db/schema/columns";
import { posts } from "@/server/db/schema/posts";
import { workspaces } from "@/server/db/schema/workspaces";

/** Whether links go out short, and what is added to them. No row: as one without anything in it. */
export const linkSettings = pgTable("link_settings", {
  /** A campaign's id; the workspace's own for its default. */
  scopeId: uuid("scope_id").primaryKey(),
  workspaceId: uuid("workspace_id")
    .notNull()
    .references(() => workspaces.id, { onDelete: "cascade" }),
  /** Null: as the workspace's, and of the workspace itself: off. */
  isOn: boolean("is_on"),
  /** Null: as the workspace's, or the default. */
  template: text("template"),
  updatedAt: updatedAt(),
});

/** A short link: one address in one post. Its code is made of both, so that each attempt has the same. */
export const links = pgTable(
  "links",
  {
    code: text("code").primaryKey(),
    workspaceId: uuid("workspace_id").notNull(),
    postId: uuid("post_id")
      .notNull()
      .references(() => posts.id, { onDelete: "cascade" }),
    campaignId: uuid("campaign_id"),
    /** As it was written and approved. */
    url: text("url").notNull(),
    /** Where it leads: the same with its tags. Always http or https. */
    target: text("target").notNull(),
    clicks: integer("clicks").notNull().default(0),
    conversions: integer("conversions").notNull().default(0),
    /** What the conversions were worth, in the workspace's own currency. */
    value: numeric("value", { precision: 16, scale: 2, mode: "number" }).notNull().default(0),
    lastClickAt: at("last_click_at"),
    createdAt: createdAt(),
  },
  (t) => [
    index("links_post_idx").on(t.postId),
    index("links_campaign_idx").on(t.campaignId).where(sql`campaign_id is not null`),
  ],
);

/** A day's secret of which visitors are made. Without it nobody can say whose visit one was. */
export const linkSalts = pgTable("link_salts", {
  /** As 2026-01-31, in UTC. */
  day: text("day").primaryKey(),
  salt: text("salt").notNull(),
});

/** Who was counted within the last half hour: a keyed hash of link, address and browser, no more. */
export const linkVisits = pgTable(
  "link_visits",
  {
    visitor: text("visitor").primaryKey(),
    countedAt: at("counted_at").notNull(),
  },
  (t) => [index("link_visits_counted_idx").on(t.countedAt)],
);

/** What people did after a click. The sender's id is counted once. */
export const conversions = pgTable(
  "conversions",
  {
    workspaceId: uuid("workspace_id")
      .notNull()
      .references(() => workspaces.id, { onDelete: "cascade" }),
    id: text("id").notNull(),
    code: text("code")
      .notNull()
      .references(() => links.code, { onDelete: "cascade" }),
    value: numeric("value", { precision: 16, scale: 2, mode: "number" }),
    /** `page`: anybody could have sent it. What a server tells under the same id takes its place. */
    source: text("source", { enum: ["page", "server"] })
      .notNull()
      .default("server"),
    happenedAt: at("happened_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.id] }), index("conversions_code_idx").on(t.code)],
);

/** Stands in the pages of a site, for everybody to read: it may report conversions and nothing else. */
export const conversionKeys = pgTable(
  "conversion_keys",
  {
    workspaceId: uuid("workspace_id")
      .primaryKey()
      .references(() => workspaces.id, { onDelete: "cascade" }),
    key: text("key").notNull(),
    createdAt: createdAt(),
  },
  (t) => [unique("conversion_keys_key").on(t.key)],
);
