import { z } from "zod";

/** What the sandbox can be made to do wrong. */
export const FAULT_KINDS = [
  "rate_limit",
  "server_error",
  "error_after_accept",
  "timeout_before_accept",
  "timeout_after_accept",
  "malformed_answer",
  "answer_without_id",
  "token_expired",
  "token_revoked",
  "permission_missing",
  "moderation",
  "media_refused",
  "duplicate",
  "latency",
] as const;
export const FaultKind = z.enum(FAULT_KINDS, `Choose one of: ${FAULT_KINDS.join(", ")}.`);
export type FaultKind = z.infer<typeof FaultKind>;

/** Which calls it strikes. */
export const FAULT_SCOPES = ["publish", "media", "read", "token", "any"] as const;
export const FaultScope = z.enum(FAULT_SCOPES, `Choose one of: ${FAULT_SCOPES.join(", ")}.`);
export type FaultScope = z.infer<typeof FaultScope>;

const count = (max: number, message: string) =>
  z.number(message).int(message).min(1, message).max(max, message);
const waitWords = "Give a number of seconds from 1 to 3600, or null for no word on it.";

export const InjectFault = z.strictObject({
  /** Of an account that is connected here, or of a profile of the sandbox. */
  accountId: z.string("Choose an account.").min(1, "Choose an account.").max(300),
  kind: FaultKind,
  /** Absent: where this kind belongs, which is uploads for refused files and posts for the rest. */
  scope: FaultScope.optional(),
  /** How many calls it strikes; null: all, until it is removed. */
  times: count(1000, "Give a number of calls from 1 to 1000, or null for all of them.")
    .nullable()
    .default(1),
  /** With `rate_limit`: when to come back, as the platform says. Null: it does not say. */
  retryAfterSeconds: count(3600, waitWords).nullable().default(30),
  /** With `latency`. */
  delaySeconds: count(60, "Give a number of seconds from 1 to 60.").default(5),
});
export type InjectFault = z.input<typeof InjectFault>;

export const SandboxFault = z.object({
  id: z.string(),
  /** Null: it strikes every profile. */
  profileId: z.string().nullable(),
  kind: FaultKind,
  scope: FaultScope,
  /** Calls that it still strikes; null: until it is removed. Zero: it has acted at once. */
  remaining: z.number().nullable(),
  retryAfterSeconds: z.number().nullable(),
  delaySeconds: z.number(),
});
export type SandboxFault = z.infer<typeof SandboxFault>;
export const SandboxFaultList = z.object({ items: z.array(SandboxFault) });
export type SandboxFaultList = z.infer<typeof SandboxFaultList>;

/** A made-up person or page of the sandbox. */
export const SandboxPersona = z.object({
  id: z.string(),
  platform: z.string(),
  /** The platform's name. */
  label: z.string(),
  username: z.string(),
  name: z.string(),
  /** This workspace's account, where it is connected. */
  accountId: z.string().nullable(),
});
export type SandboxPersona = z.infer<typeof SandboxPersona>;
/** Those that are connected come first. */
export const SandboxPersonaList = z.object({ items: z.array(SandboxPersona) });
export type SandboxPersonaList = z.infer<typeof SandboxPersonaList>;

/** One thing that the sandbox accepted from this workspace's accounts. */
export const LedgerLine = z.object({
  seq: z.number(),
  platform: z.string(),
  label: z.string(),
  /** Who posted it. */
  handle: z.string(),
  /** In the platform's own word: "tweet", "video". */
  kind: z.string(),
  externalId: z.string(),
  at: z.string(),
  /** Null: no post here says that it is its own. */
  postId: z.string().nullable(),
  permalink: z.string().nullable(),
});
export type LedgerLine = z.infer<typeof LedgerLine>;
/** The latest first. */
export const SandboxLedger = z.object({ items: z.array(LedgerLine) });
export type SandboxLedger = z.infer<typeof SandboxLedger>;

/** An address cannot hold more than this; ids are the sandbox's own. */
export const WithFaultId = z.object({ id: z.string().min(1).max(100) });
