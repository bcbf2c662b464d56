import { bigint, boolean, jsonb, pgTable, text } from "drizzle-orm/pg-core";
import type { EngagementWeights } from "@/lib/domain/bandit/engagement-weights";
import { at, createdAt, id, pauseColumns, updatedAt } from "@/server/db/schema/columns";

export interface WorkspaceSettings {
  /** A post waits until its account's last one is this old, unless a person asked for it just now. */
  minGapMinutes: number;
  /** How long after its time a post may still go out. */
  lateAfterMinutes: number;
  variantsPerPlatform: number;
  approvalRequired: boolean;
  /** Owners may make ads of published posts. Rows older than the switch lack it: off. */
  adsFromPosts?: boolean;
  /** What each count is worth to engagement. Rows older than the weights lack them: the defaults. */
  engagementWeights?: EngagementWeights;
  /** Days that single changes of counts are kept; null or absent: for ever. */
  rawDays?: number | null;
}

export const workspaces = pgTable("workspaces", {
  id: id(),
  name: text("name").notNull(),
  timeZone: text("time_zone").notNull().default("UTC"),
  settings: jsonb("settings").$type<WorkspaceSettings>().notNull(),
  /** Which world the dashboards show: real accounts or the sandbox's. */
  showSandbox: boolean("show_sandbox").notNull().default(true),
  allPaused: boolean("all_paused").notNull().default(false),
  ...pauseColumns(),
  /** Taken under the row lock late in a transaction, so that it follows commit order. */
  eventSeq: bigint("event_seq", { mode: "number" }).notNull().default(0),
  /** When raw counts were last folded to the end. */
  thinnedAt: at("thinned_at"),
  createdAt: createdAt(),
  updatedAt: updatedAt(),
});
