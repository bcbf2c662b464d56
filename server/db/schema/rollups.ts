import {
  bigint,
  boolean,
  date,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { at } from "@/server/db/schema/columns";
import { posts } from "@/server/db/schema/posts";
import { workspaces } from "@/server/db/schema/workspaces";

const total = (name: string) => bigint(name, { mode: "number" }).notNull().default(0);

const totals = () => ({
  views: total("views"),
  likes: total("likes"),
  shares: total("shares"),
  comments: total("comments"),
  clicks: total("clicks"),
  saves: total("saves"),
  conversions: total("conversions"),
});

/** What went out is counted beside what was counted of it, at the moment when it went out. */
const sums = () => ({ ...totals(), posts: total("posts") });

/**
 * What each post has been counted up to: the sums of its rows in `metrics`. Whoever counts locks the
 * row, so that each change is measured against the last one.
 */
export const postCounts = pgTable(
  "post_counts",
  {
    postId: uuid("post_id")
      .primaryKey()
      .references(() => posts.id, { onDelete: "cascade" }),
    workspaceId: uuid("workspace_id").notNull(),
    /** The post's own cell; null until something was counted. */
    cellId: integer("cell_id"),
    publishedAt: at("published_at"),
    ...totals(),
    /** The moment of the reading that each total is from. Null: no reading told it yet. */
    viewsAt: at("views_at"),
    likesAt: at("likes_at"),
    sharesAt: at("shares_at"),
    commentsAt: at("comments_at"),
    clicksAt: at("clicks_at"),
    savesAt: at("saves_at"),
    conversionsAt: at("conversions_at"),
    firstAt: at("first_at"),
    /** Of the latest observation, whether or not it changed anything. */
    lastAt: at("last_at"),
    /** When its platform last told of it without being asked. When it was asked, its post says. */
    heardAt: at("heard_at"),
    /** Raw rows up to here were folded into `carried` ones: what comes late for then is not counted. */
    carriedTo: at("carried_to"),
  },
  (t) => [
    index("post_counts_published_idx").on(t.workspaceId, t.publishedAt),
    index("post_counts_cell_idx").on(t.cellId),
  ],
);

/**
 * What rollups are kept for. A post's changes are added to four cells: its own (campaign, variant,
 * platform and account), its campaign's on the platform, its campaign's as a whole, and its account's.
 */
export const rollupCells = pgTable(
  "rollup_cells",
  {
    id: integer("id").primaryKey().generatedAlwaysAsIdentity(),
    workspaceId: uuid("workspace_id")
      .notNull()
      .references(() => workspaces.id, { onDelete: "cascade" }),
    kind: text("kind", { enum: ["leaf", "campaign", "whole", "account"] }).notNull(),
    sandbox: boolean("sandbox").notNull(),
    /** Empty where a campaign is meant as a whole. */
    platform: text("platform").notNull(),
    /** Null in cells of an account, and for posts without a campaign. */
    campaignId: uuid("campaign_id"),
    /** Null unless a leaf, and for posts without a variant. */
    variantId: uuid("variant_id"),
    /** Null in cells of a campaign. */
    accountId: uuid("account_id"),
    /** All of the above as one text: unlike nulls, equal texts are equal. */
    key: text("key").notNull(),
    /** Of a leaf, the others that its changes are added to. */
    campaignCellId: integer("campaign_cell_id"),
    wholeCellId: integer("whole_cell_id"),
    accountCellId: integer("account_cell_id"),
    /** Counts that were ever told of its posts, zeros too, one bit each: `lib/platforms/told-bits.ts`. */
    told: integer("told").notNull().default(0),
  },
  (t) => [
    unique("rollup_cells_key").on(t.workspaceId, t.key),
    index("rollup_cells_campaign_idx").on(t.campaignId),
    index("rollup_cells_kind_idx").on(t.workspaceId, t.kind, t.sandbox),
  ],
);

/**
 * Sums by quarter of an hour: some zones are off by 30 or 45 minutes. No foreign key, as in `metrics`:
 * a trigger takes them with their cell.
 */
export const rollupQuarters = pgTable(
  "rollup_quarters",
  {
    cellId: integer("cell_id").notNull(),
    bucket: at("bucket").notNull(),
    ...sums(),
  },
  (t) => [primaryKey({ columns: [t.cellId, t.bucket] })],
);

/** Zones that a workspace's days are kept for. */
export const rollupZones = pgTable(
  "rollup_zones",
  {
    id: integer("id").primaryKey().generatedAlwaysAsIdentity(),
    workspaceId: uuid("workspace_id")
      .notNull()
      .references(() => workspaces.id, { onDelete: "cascade" }),
    zone: text("zone").notNull(),
  },
  (t) => [unique("rollup_zones_key").on(t.workspaceId, t.zone)],
);

/** Sums by calendar day of a zone. */
export const rollupDays = pgTable(
  "rollup_days",
  {
    cellId: integer("cell_id").notNull(),
    zoneId: integer("zone_id")
      .notNull()
      .references(() => rollupZones.id, { onDelete: "cascade" }),
    day: date("day", { mode: "string" }).notNull(),
    ...sums(),
  },
  (t) => [primaryKey({ columns: [t.cellId, t.zoneId, t.day] })],
);

/** Sums by the calendar's weeks of a zone, from Monday: long windows are made of fewer rows. */
export const rollupWeeks = pgTable(
  "rollup_weeks",
  {
    cellId: integer("cell_id").notNull(),
    zoneId: integer("zone_id")
      .notNull()
      .references(() => rollupZones.id, { onDelete: "cascade" }),
    week: date("week", { mode: "string" }).notNull(),
    ...sums(),
  },
  (t) => [primaryKey({ columns: [t.cellId, t.zoneId, t.week] })],
);

/**
 * What campaigns are ranked by: the days and weeks of their cells as a whole, which stand only here.
 * Those of one time lie beside each other, so that a ranking reads them in one go.
 */
export const rollupRanks = pgTable(
  "rollup_ranks",
  {
    zoneId: integer("zone_id")
      .notNull()
      .references(() => rollupZones.id, { onDelete: "cascade" }),
    span: text("span", { enum: ["day", "week"] }).notNull(),
    /** The day, or the week's Monday. */
    begin: date("begin", { mode: "string" }).notNull(),
    cellId: integer("cell_id").notNull(),
    views: total("views"),
    posts: total("posts"),
  },
  (t) => [primaryKey({ columns: [t.zoneId, t.span, t.begin, t.cellId] })],
);

/**
 * Posts that went out (1), or are no longer among those that did (-1), and are not in the rollups yet:
 * a trigger notes them, so that whoever publishes waits for nobody who counts. Reads add them.
 */
export const rollupPosts = pgTable(
  "rollup_posts",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    workspaceId: uuid("workspace_id")
      .notNull()
      .references(() => workspaces.id, { onDelete: "cascade" }),
    platform: text("platform").notNull(),
    accountId: uuid("account_id").notNull(),
    campaignId: uuid("campaign_id"),
    variantId: uuid("variant_id"),
    publishedAt: at("published_at").notNull(),
    posts: integer("posts").notNull(),
  },
  (t) => [index("rollup_posts_workspace_idx").on(t.workspaceId)],
);
