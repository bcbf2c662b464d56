import { z } from "zod";
import { Group, ResultsQuery, SummaryView } from "@/lib/contracts/analytics";
import { isStorable, notStorable } from "@/lib/contracts/storable";
import { isTimeZone } from "@/lib/domain/zones";
import { Platform } from "@/lib/platforms/platform";

/** One line of a report's table. No ids: a report tells numbers, and opens nothing else. */
const ReportRow = Group.extend({
  platform: Platform.nullable(),
  letter: z.string().nullable(),
  name: z.string(),
});
export type ReportRow = z.infer<typeof ReportRow>;

/** A post in a report: what it said, and all that it has been counted up to. */
const ReportPost = z.object({
  platform: Platform,
  account: z.string(),
  letter: z.string().nullable(),
  text: z.string(),
  publishedAt: z.string(),
  views: z.number().nullable(),
  engagements: z.number(),
  clicks: z.number().nullable(),
});
export type ReportPost = z.infer<typeof ReportPost>;

/** A report as it is printed, mailed and shared. */
export const ReportView = SummaryView.pick({
  now: true,
  freshAt: true,
  timeZone: true,
  sandbox: true,
  goal: true,
  from: true,
  to: true,
  totals: true,
  before: true,
  kpis: true,
  campaignsLeftOut: true,
  series: true,
}).extend({
  workspace: z.string(),
  /** What it is narrowed to, in words; empty: everything. */
  filters: z.array(z.object({ label: z.string(), values: z.array(z.string()) })),
  /** Those that did best by the goal, of those that went out in the period. */
  best: z.array(ReportPost),
  platforms: z.array(ReportRow),
  accounts: z.array(ReportRow),
  campaigns: z.array(ReportRow),
  variants: z.array(ReportRow),
});
export type ReportView = z.infer<typeof ReportView>;

const reportName = z
  .string()
  .trim()
  .min(1, "Give it a name, as: Weekly results for Nyeri.")
  .max(80, "Keep the name under 80 characters.")
  .refine(isStorable, notStorable);

const expiry = "Choose from 1 to 365 days.";

export const CreateReportLink = z.object({
  name: reportName,
  query: ResultsQuery,
  expiresInDays: z.number(expiry).int(expiry).min(1, expiry).max(365, expiry).default(30),
});
export type CreateReportLink = z.output<typeof CreateReportLink>;

export const ReportLinkView = z.object({
  id: z.string(),
  name: z.string(),
  /** Null: from the first result. */
  from: z.string().nullable(),
  /** Null: it goes on, up to the moment it is opened. */
  to: z.string().nullable(),
  timeZone: z.string(),
  sandbox: z.boolean(),
  createdBy: z.string().nullable(),
  createdAt: z.string(),
  expiresAt: z.string(),
  expired: z.boolean(),
  revokedAt: z.string().nullable(),
  lastUsedAt: z.string().nullable(),
});
export type ReportLinkView = z.infer<typeof ReportLinkView>;

export const ReportLinkList = z.object({ items: z.array(ReportLinkView) });
export type ReportLinkList = z.infer<typeof ReportLinkList>;

/** The address leaves once; only a hash of its secret is kept. */
export const ReportLinkCreated = z.object({ link: ReportLinkView, url: z.string() });
export type ReportLinkCreated = z.infer<typeof ReportLinkCreated>;

/** Everything that a report link opens. */
export const LinkedReport = z.object({
  name: z.string(),
  expiresAt: z.string(),
  report: ReportView,
});
export type LinkedReport = z.infer<typeof LinkedReport>;

export const CADENCES = ["daily", "weekly", "monthly"] as const;
export type Cadence = (typeof CADENCES)[number];

const MOST_RECIPIENTS = 20;

export const CreateReportSchedule = z.object({
  name: reportName,
  /** The period comes from the cadence: `from` and `to` are left out of what is kept. */
  query: ResultsQuery,
  cadence: z.enum(CADENCES, "Choose daily, weekly or monthly."),
  /** Of a weekly one; Monday is 1. */
  weekday: z.number().int().min(1).max(7).default(1),
  hour: z.number().int("Choose a full hour.").min(0).max(23),
  timeZone: z
    .string()
    .max(64)
    .refine(isTimeZone, "There is no such time zone. Choose one as Europe/Copenhagen."),
  recipients: z
    .array(z.email("Write full addresses with commas between them, as ines@example.com."))
    .min(1, "Say whom it goes to.")
    .max(MOST_RECIPIENTS, `Name ${MOST_RECIPIENTS} recipients at most.`),
});
export type CreateReportSchedule = z.output<typeof CreateReportSchedule>;

export const ChangeReportSchedule = z.object({ paused: z.boolean() });
export type ChangeReportSchedule = z.infer<typeof ChangeReportSchedule>;

/**
 * `stored`: no mail server is set, so it waits here to be downloaded. `unknown`: the mail server may
 * have taken it, and a person decides whether it goes out again.
 */
export const SENDING_STATUSES = [
  "pending",
  "sending",
  "sent",
  "stored",
  "failed",
  "unknown",
] as const;

export const ReportSendingView = z.object({
  id: z.string(),
  status: z.enum(SENDING_STATUSES),
  from: z.string(),
  to: z.string(),
  attempts: z.number(),
  /** Of the next try, while it is pending. */
  nextAt: z.string().nullable(),
  error: z.string().nullable(),
  settledAt: z.string().nullable(),
  /** It was built, and can be downloaded. */
  kept: z.boolean(),
});
export type ReportSendingView = z.infer<typeof ReportSendingView>;

export const ReportScheduleView = z.object({
  id: z.string(),
  name: z.string(),
  cadence: z.enum(CADENCES),
  weekday: z.number(),
  hour: z.number(),
  timeZone: z.string(),
  sandbox: z.boolean(),
  recipients: z.array(z.string()),
  pausedAt: z.string().nullable(),
  nextAt: z.string(),
  createdBy: z.string().nullable(),
  /** The newest first. */
  sendings: z.array(ReportSendingView),
});
export type ReportScheduleView = z.infer<typeof ReportScheduleView>;

export const ReportScheduleList = z.object({
  items: z.array(ReportScheduleView),
  /** False: no mail server is set, and reports are kept here. */
  mails: z.boolean(),
});
export type ReportScheduleList = z.infer<typeof ReportScheduleList>;

export const MAIL_SECURITY = ["tls", "starttls", "none"] as const;

export const MailSettingsView = z.object({
  /** `environment`: as the server's SMTP_URL says. */
  source: z.enum(["workspace", "environment", "none"]),
  host: z.string().nullable(),
  port: z.number().nullable(),
  security: z.enum(MAIL_SECURITY).nullable(),
  userName: z.string().nullable(),
  hasPassword: z.boolean(),
  sender: z.string().nullable(),
});
export type MailSettingsView = z.infer<typeof MailSettingsView>;

export const SaveMailSettings = z.object({
  host: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^[a-z0-9:.[\]-]{1,253}$/, "Give the server’s name alone, as smtp.example.com."),
  port: z.number("Give a port, as 587.").int().min(1).max(65_535),
  security: z.enum(MAIL_SECURITY),
  userName: z
    .string()
    .trim()
    .max(200)
    .refine(isStorable, notStorable)
    .nullable()
    .transform((name) => name || null),
  /** Left out, the one that is kept stays, as long as it goes to the same server. */
  password: z.string().max(500).optional(),
  sender: z.email("Give the address that reports come from."),
});
export type SaveMailSettings = z.output<typeof SaveMailSettings>;

export const MailTestView = z.object({ ok: z.boolean(), message: z.string() });
export type MailTestView = z.infer<typeof MailTestView>;

export const SendingFile = z.object({ as: z.enum(["html", "csv"]).default("html") });
