import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { SandboxContext, SandboxPlatform } from "./context";
import { endAccount } from "./grants";
import { findProfile, replacePassword } from "./profiles";
import { listRows, run } from "./store";

export const FaultKind = z.enum([
  "latency",
  "rate_limit",
  "server_error",
  "error_after_accept",
  "timeout_before_accept",
  "timeout_after_accept",
  "malformed_answer",
  "answer_without_id",
  "permission_missing",
  "duplicate",
  "moderation",
  "media_refused",
  "token_expired",
  "token_revoked",
]);
export type FaultKind = z.infer<typeof FaultKind>;

export const FaultScope = z.enum(["publish", "media", "read", "token", "any"]);
export type FaultScope = z.infer<typeof FaultScope>;

export const NewFault = z.strictObject({
  /** One of the sandbox's platforms; absent: all of them. */
  platform: z.string().min(1).nullish(),
  accountId: z.string().min(1).nullish(),
  kind: FaultKind,
  scope: FaultScope.default("publish"),
  /** How many requests it strikes; null strikes until it is removed. */
  times: z.int().min(1).max(100_000).nullable().default(1),
  latencyMs: z.int().min(0).max(120_000).default(2_000),
  /** Null: the refusal does not tell how long to wait. */
  retryAfterMs: z.int().min(0).max(86_400_000).nullable().default(30_000),
  status: z.int().min(500).max(599).default(503),
  holdMs: z.int().min(0).max(120_000).default(30_000),
  /** Of a token's end: it waits for the next request it strikes, and comes once that was taken. */
  afterAccept: z.boolean().default(false),
});
export type NewFault = z.infer<typeof NewFault>;

export interface Fault extends NewFault {
  id: string;
  remaining: number | null;
}

interface FaultRow {
  id: string;
  platform: SandboxPlatform | null;
  account_id: string | null;
  kind: FaultKind;
  scope: FaultScope;
  remaining: number | null;
  detail: string;
}

function toFault(row: FaultRow): Fault {
  return { ...NewFault.parse(JSON.parse(row.detail)), id: row.id, remaining: row.remaining };
}

/** Null when the account is unknown. Token faults act at once, unless they wait for a request. */
export function addFault(context: SandboxContext, input: NewFault): Fault | null {
  if (input.accountId && !findProfile(context.db, input.accountId)) return null;
  const fault = { ...input, id: randomUUID(), remaining: input.times };
  const isOfToken = input.kind === "token_expired" || input.kind === "token_revoked";
  if (isOfToken && !input.afterAccept) {
    for (const accountId of reachedAccounts(context, input)) {
      endAccess(context, accountId, input.kind);
    }
    return { ...fault, remaining: 0 };
  }
  run(
    context.db,
    `insert into faults (id, platform, account_id, kind, scope, remaining, detail)
     values (?, ?, ?, ?, ?, ?, ?)`,
    fault.id,
    input.platform ?? null,
    input.accountId ?? null,
    input.kind,
    input.scope,
    input.times,
    JSON.stringify(input),
  );
  return fault;
}

/** Expired access can be renewed; revoked access is gone, and so is the password it came from. */
export function endAccess(context: SandboxContext, accountId: string, kind: FaultKind): void {
  const isRevoked = kind === "token_revoked";
  endAccount(context, accountId, isRevoked);
  if (isRevoked) replacePassword(context, accountId);
}

function reachedAccounts(context: SandboxContext, input: NewFault): string[] {
  if (input.accountId) return [input.accountId];
  return listRows<{ id: string }>(
    context.db,
    "select id from accounts where ?1 is null or platform = ?1",
    input.platform ?? null,
  ).map((row) => row.id);
}

export function listFaults(context: SandboxContext): Fault[] {
  return listRows<FaultRow>(context.db, "select * from faults order by rowid").map(toFault);
}

/** Removes one fault, or all of them. */
export function removeFaults(context: SandboxContext, id: string | null): number {
  return run(context.db, "delete from faults where ?1 is null or id = ?1", id);
}

export interface Operation {
  platform: SandboxPlatform;
  accountId: string;
  scope: Exclude<FaultScope, "any">;
}

/** The faults that strike this request, each used up by one. */
export function takeFaults(
  context: SandboxContext,
  operation: Operation,
  kinds: FaultKind[],
): Fault[] {
  const rows = listRows<FaultRow>(
    context.db,
    `select * from faults where (platform is null or platform = ?)
     and (account_id is null or account_id = ?) and scope in (?, 'any') order by rowid`,
    operation.platform,
    operation.accountId,
    operation.scope,
  ).filter((row) => kinds.includes(row.kind));
  for (const row of rows) {
    if (row.remaining === null) continue;
    run(context.db, "update faults set remaining = remaining - 1 where id = ?", row.id);
    run(context.db, "delete from faults where id = ? and remaining <= 0", row.id);
  }
  return rows.map(toFault);
}
