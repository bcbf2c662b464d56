import { sql } from "drizzle-orm";
import {
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  smallint,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import type { ResultsQuery } from "@/lib/contracts/analytics";
import { at, createdAt, id, updatedAt } from "@/server/db/schema/columns";
import { users } from "@/server/db/schema/users";
import { workspaces } from "@/server/db/schema/workspaces";

/** Where a workspace's mail goes out. Without a row the server's own SMTP_URL counts, if it has one. */
export const mailSettings = pgTable("mail_settings", {
  workspaceId: uuid("workspace_id")
    .primaryKey()
    .references(() => workspaces.id, { onDelete: "cascade" }),
  host: text("host").notNull(),
  port: integer("port").notNull(),
  security: text("security", { enum: ["tls", "starttls", "none"] }).notNull(),
  userName: text("user_name"),
  /** For this workspace's row alone. */
  sealedPassword: text("sealed_password"),
  sender: text("sender").notNull(),
  createdAt: createdAt(),
  updatedAt: updatedAt(),
});

/** Lets somebody without an account read one report. Only a hash of its secret is kept. */
export const reportLinks = pgTable(
  "report_links",
  {
    id: id(),
    workspaceId: uuid("workspace_id")
      .notNull()
      .references(() => workspaces.id, { onDelete: "cascade" }),
    tokenHash: text("token_hash").notNull().unique(),
    name: text("name").notNull(),
    /** What is looked at, its zone included. */
    query: jsonb("query").$type<ResultsQuery>().notNull(),
    /** The world it was made for: the workspace's switch moves no report. */
    sandbox: boolean("sandbox").notNull(),
    createdBy: uuid("created_by").references(() => users.id, { onDelete: "set null" }),
    expiresAt: at("expires_at").notNull(),
    revokedAt: at("revoked_at"),
    lastUsedAt: at("last_used_at"),
    createdAt: createdAt(),
  },
  (t) => [index("report_links_workspace_idx").on(t.workspaceId, t.createdAt)],
);

/** A report that goes out by itself, each day, week or month. */
export const reportSchedules = pgTable(
  "report_schedules",
  {
    id: id(),
    workspaceId: uuid("workspace_id")
      .notNull()
      .references(() => workspaces.id, { onDelete: "cascade" }),
    name: text("name").notNull(),
    query: jsonb("query").$type<ResultsQuery>().notNull(),
    sandbox: boolean("sandbox").notNull(),
    cadence: text("cadence", { enum: ["daily", "weekly", "monthly"] }).notNull(),
    /** Of a weekly one; Monday is 1. */
    weekday: smallint("weekday").notNull().default(1),
    hour: smallint("hour").notNull(),
    timeZone: text("time_zone").notNull(),
    recipients: text("recipients").array().notNull(),
    pausedAt: at("paused_at"),
    nextAt: at("next_at").notNull(),
    createdBy: uuid("created_by").references(() => users.id, { onDelete: "set null" }),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    index("report_schedules_workspace_idx").on(t.workspaceId, t.createdAt),
    index("report_schedules_due_idx").on(t.nextAt).where(sql`paused_at is null`),
  ],
);

/** One report of one period. What is sent is built once: every try sends the same. */
export const reportSendings = pgTable(
  "report_sendings",
  {
    id: id(),
    workspaceId: uuid("workspace_id")
      .notNull()
      .references(() => workspaces.id, { onDelete: "cascade" }),
    scheduleId: uuid("schedule_id")
      .notNull()
      .references(() => reportSchedules.id, { onDelete: "cascade" }),
    periodFrom: at("period_from").notNull(),
    /** Not included. */
    periodTo: at("period_to").notNull(),
    /** `unknown`: the server may have taken it, so nobody sends it again unasked. */
    status: text("status", { enum: ["pending", "sending", "sent", "stored", "failed", "unknown"] })
      .notNull()
      .default("pending"),
    recipients: text("recipients").array().notNull(),
    subject: text("subject"),
    html: text("html"),
    csv: text("csv"),
    attempts: integer("attempts").notNull().default(0),
    /** Raised by each claim; a settle with an older token loses. */
    fence: integer("fence").notNull().default(0),
    leaseUntil: at("lease_until"),
    nextAt: at("next_at").notNull(),
    lastError: text("last_error"),
    settledAt: at("settled_at"),
    createdAt: createdAt(),
  },
  (t) => [
    unique("report_sendings_period_key").on(t.scheduleId, t.periodFrom),
    index("report_sendings_due_idx").on(t.nextAt).where(sql`status in ('pending', 'sending')`),
  ],
);
