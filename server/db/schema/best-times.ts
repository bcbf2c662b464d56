import { integer, jsonb, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import type { WeekFit } from "@/lib/domain/best-time/fit-week";
import { socialAccounts } from "@/server/db/schema/accounts";
import { at, createdAt, id } from "@/server/db/schema/columns";
import { workspaces } from "@/server/db/schema/workspaces";

/** An account's hours of the week for one goal, on the clock of the zone it was fitted in. */
export type StoredWeek = WeekFit & { timeZone: string };

/** What schedules read to choose times; made anew from the posts, never a source of truth. */
export const accountBestTimes = pgTable(
  "account_best_times",
  {
    id: id(),
    workspaceId: uuid("workspace_id")
      .notNull()
      .references(() => workspaces.id, { onDelete: "cascade" }),
    accountId: uuid("account_id")
      .notNull()
      .references(() => socialAccounts.id, { onDelete: "cascade" }),
    goal: text("goal", { enum: ["reach", "engagement", "ctr"] }).notNull(),
    posts: integer("posts").notNull(),
    model: jsonb("model").$type<StoredWeek>().notNull(),
    computedAt: at("computed_at").notNull(),
    createdAt: createdAt(),
  },
  (t) => [unique("account_best_times_account_goal_key").on(t.accountId, t.goal)],
);
