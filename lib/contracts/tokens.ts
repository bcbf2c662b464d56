import { z } from "zod";
import { IsoDate } from "@/lib/contracts/common";

/** What a token may do, in the words of the page that makes one. */
export const TOKEN_SCOPES = {
  "workspace:read": "See the workspace, its members and settings",
  "accounts:read": "See connected accounts",
  "contacts:read": "See contacts and their numbers",
  "campaigns:read": "See campaigns and variants",
  "media:read": "See the media library",
  "schedules:read": "See schedules and the calendar",
  "posts:read": "See posts and their answers",
  "analytics:read": "See results and the optimizer’s choices",
  "learning:read": "See what the learning loop knows and does",
  "audit:read": "Read the audit log",
  "webhooks:read": "See webhooks and what they delivered",
  "accounts:write": "Connect, reconnect and disconnect accounts",
  "contacts:write": "Import, change and delete contacts",
  "campaigns:write": "Create and edit campaigns and variants",
  "media:write": "Add, change and delete media",
  "schedules:write": "Create, pause and delete schedules",
  "posts:write": "Publish, retry and override posts",
  "posts:approve": "Approve posts and promotions of prompts",
  "analytics:write": "Send results in",
  "learning:write": "Run the learning loop, promote and roll back prompts",
  "ads:write": "Make ads of posts, paused",
  "scheduler:run": "Run the scheduler now",
  "workspace:write": "Change the workspace’s settings",
  "members:write": "Invite, change and remove members",
  "tokens:write": "Make and revoke API tokens",
  "webhooks:write": "Make, change and delete webhooks",
} as const;
export type TokenScope = keyof typeof TOKEN_SCOPES;

const scopeNames = Object.keys(TOKEN_SCOPES) as [TokenScope, ...TokenScope[]];

export const CreateToken = z.object({
  name: z.string().trim().min(1, "Name the token after what will use it.").max(80),
  scopes: z
    .array(z.enum(scopeNames, "There is no such scope."))
    .min(1, "Choose at least one thing that the token may do."),
  expiresAt: IsoDate.nullable().default(null),
});
export type CreateToken = z.input<typeof CreateToken>;

export const TokenView = z.object({
  id: z.string(),
  name: z.string(),
  prefix: z.string(),
  scopes: z.array(z.string()),
  createdBy: z.string().nullable(),
  createdAt: z.string(),
  expiresAt: z.string().nullable(),
  lastUsedAt: z.string().nullable(),
  expired: z.boolean(),
});
export type TokenView = z.infer<typeof TokenView>;

export const TokenList = z.object({ items: z.array(TokenView) });
export type TokenList = z.infer<typeof TokenList>;

/** The secret leaves once; only its hash is kept. */
export const TokenCreated = z.object({ token: TokenView, secret: z.string() });
export type TokenCreated = z.infer<typeof TokenCreated>;
