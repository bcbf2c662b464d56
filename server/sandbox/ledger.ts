import type { DatabaseSync } from "node:sqlite";
import type { SandboxContext, SandboxPlatform } from "./context";
import { listRows, run } from "./store";

/** One publish that the other side accepted: what a restarted product is judged by. */
export interface LedgerEntry {
  seq: number;
  platform: SandboxPlatform;
  accountId: string;
  externalId: string;
  /** What was made, in the platform's own word: "tweet", "video". */
  kind: string;
  contentHash: string;
  /** What the platform saw of the request: upload session, media ids, reply target. */
  evidence: Record<string, unknown>;
  at: string;
}

interface LedgerRow {
  seq: number;
  platform: SandboxPlatform;
  account_id: string;
  external_id: string;
  kind: string;
  content_hash: string;
  evidence: string;
  at: string;
}

/** Call it in the transaction that creates the post, so that neither exists without the other. */
export function recordPublish(
  context: SandboxContext,
  entry: Omit<LedgerEntry, "seq" | "at">,
): void {
  run(
    context.db,
    `insert into ledger (platform, account_id, external_id, kind, content_hash, evidence, at)
     values (?, ?, ?, ?, ?, ?, ?)`,
    entry.platform,
    entry.accountId,
    entry.externalId,
    entry.kind,
    entry.contentHash,
    JSON.stringify(entry.evidence),
    context.now().toISOString(),
  );
}

export function listLedger(db: DatabaseSync): LedgerEntry[] {
  return listRows<LedgerRow>(db, "select * from ledger order by seq").map((row) => ({
    seq: row.seq,
    platform: row.platform,
    accountId: row.account_id,
    externalId: row.external_id,
    kind: row.kind,
    contentHash: row.content_hash,
    evidence: JSON.parse(row.evidence) as Record<string, unknown>,
    at: row.at,
  }));
}
