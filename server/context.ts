import type { Db } from "@/server/db/client";
import type { Log } from "@/server/log";
import type { Runtime } from "@/server/runtime";

export const ROLES = ["owner", "editor", "reviewer", "viewer"] as const;
export type Role = (typeof ROLES)[number];

export type Scope =
  | "workspace:read"
  | "workspace:write"
  | "members:write"
  | "tokens:write"
  | "webhooks:read"
  | "webhooks:write"
  | "accounts:read"
  | "accounts:write"
  | "contacts:read"
  | "contacts:write"
  | "campaigns:read"
  | "campaigns:write"
  | "media:read"
  | "media:write"
  | "schedules:read"
  | "schedules:write"
  | "posts:read"
  | "posts:write"
  | "posts:approve"
  | "ads:write"
  | "analytics:read"
  | "analytics:write"
  | "learning:read"
  | "learning:write"
  | "audit:read"
  | "scheduler:run";

export interface Actor {
  kind: "user" | "token" | "system";
  id: string | null;
  name: string;
  role: Role | null;
  scopes: ReadonlySet<Scope>;
}

/** Who asks, for which workspace, and with what. Every verb takes one. */
export interface Ctx {
  workspaceId: string;
  actor: Actor;
  requestId: string;
  runtime: Runtime;
  db: Db;
  log: Log;
  now(): Date;
}

const read: Scope[] = [
  "workspace:read",
  "accounts:read",
  "contacts:read",
  "campaigns:read",
  "media:read",
  "schedules:read",
  "posts:read",
  "analytics:read",
  "learning:read",
  "audit:read",
];
const edit: Scope[] = [
  "campaigns:write",
  "media:write",
  "schedules:write",
  "posts:write",
  "posts:approve",
  "accounts:write",
  "contacts:write",
  "analytics:write",
  "learning:write",
];

/** Deny by default: a role has what is listed here and nothing else. */
export const ROLE_SCOPES: Record<Role, ReadonlySet<Scope>> = {
  viewer: new Set(read),
  reviewer: new Set([...read, "posts:approve"] as Scope[]),
  editor: new Set([...read, ...edit]),
  owner: new Set([
    ...read,
    ...edit,
    "workspace:write",
    "members:write",
    "tokens:write",
    "webhooks:read",
    "webhooks:write",
    "scheduler:run",
    "ads:write",
  ] as Scope[]),
};

/** Work the product does by itself, in one workspace. */
export function systemContext(runtime: Runtime, workspaceId: string, requestId: string): Ctx {
  return {
    workspaceId,
    actor: { kind: "system", id: null, name: "Bandwagon", role: null, scopes: ROLE_SCOPES.owner },
    requestId,
    runtime,
    db: runtime.database.db,
    log: runtime.log.child({ requestId, workspaceId }),
    now: () => runtime.clock.now(),
  };
}
