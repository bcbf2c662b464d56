import { z } from "zod";
import { Id, IsoDate, PageQuery } from "@/lib/contracts/common";

export const AuditQuery = PageQuery.extend({
  /** A member's or token's id, or everything that the product did by itself, or that tokens did. */
  actor: z
    .union([z.enum(["system", "token"]), Id], "Give an id of a member, “system” or “token”.")
    .optional(),
  /** A prefix: `account` or `account.connected`. */
  action: z
    .string()
    .regex(/^[a-z_.]{1,80}$/, "Give the start of an action, as “account” or “post.published”.")
    .optional(),
  subjectType: z.string().max(40).optional(),
  subjectId: z.string().max(80).optional(),
  from: IsoDate.optional(),
  to: IsoDate.optional(),
  text: z.string().trim().max(100).optional(),
  /** `hide`: without the renewals of access that went well, of which there is one every hour or so. */
  renewals: z.enum(["show", "hide"]).default("show"),
});
export type AuditQuery = z.infer<typeof AuditQuery>;

export const AuditEntryView = z.object({
  id: z.string(),
  at: z.string(),
  actor: z.object({
    kind: z.enum(["user", "token", "system"]),
    id: z.string().nullable(),
    name: z.string(),
  }),
  action: z.string(),
  subject: z.object({
    type: z.string(),
    id: z.string().nullable(),
    name: z.string().nullable(),
  }),
  before: z.unknown(),
  after: z.unknown(),
  requestId: z.string().nullable(),
});
export type AuditEntryView = z.infer<typeof AuditEntryView>;

export const AuditPage = z.object({
  items: z.array(AuditEntryView),
  nextCursor: z.string().nullable(),
});
export type AuditPage = z.infer<typeof AuditPage>;
