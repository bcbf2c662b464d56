import type { SandboxContext, SandboxPlatform } from "./context";
import { findRow, listRows, run } from "./store";

/**
 * What stands between an upload and a post: sessions, containers, blobs, subscriptions. Each platform
 * reads its own `detail`.
 */
export interface SandboxObject<Detail = unknown> {
  platform: SandboxPlatform;
  kind: string;
  id: string;
  accountId: string | null;
  state: string;
  detail: Detail;
  createdAt: number;
  /** Scaled epoch milliseconds at which the platform is done with it. */
  readyAt: number | null;
  /** From here on it is not found any more. */
  expiresAt: number | null;
}

interface ObjectRow {
  platform: SandboxPlatform;
  kind: string;
  id: string;
  account_id: string | null;
  state: string;
  detail: string;
  created_at: number;
  ready_at: number | null;
  expires_at: number | null;
}

export interface ObjectKey {
  platform: SandboxPlatform;
  kind: string;
  id: string;
}

export interface NewObject extends ObjectKey {
  accountId?: string | null;
  state?: string;
  detail?: unknown;
  readyAt?: number | null;
  expiresAt?: number | null;
}

function toObject<Detail>(row: ObjectRow): SandboxObject<Detail> {
  return {
    platform: row.platform,
    kind: row.kind,
    id: row.id,
    accountId: row.account_id,
    state: row.state,
    detail: JSON.parse(row.detail) as Detail,
    createdAt: row.created_at,
    readyAt: row.ready_at,
    expiresAt: row.expires_at,
  };
}

/** Replaces one of the same platform, kind and id. */
export function putObject(context: SandboxContext, object: NewObject): void {
  run(
    context.db,
    `insert or replace into objects
       (platform, kind, id, account_id, state, detail, created_at, ready_at, expires_at)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    object.platform,
    object.kind,
    object.id,
    object.accountId ?? null,
    object.state ?? "",
    JSON.stringify(object.detail ?? null),
    context.now().getTime(),
    object.readyAt ?? null,
    object.expiresAt ?? null,
  );
}

/** The caller names the detail's type: only its own folder writes that kind. */
export function findObject<Detail>(
  context: SandboxContext,
  key: ObjectKey,
): SandboxObject<Detail> | null {
  const row = findRow<ObjectRow>(
    context.db,
    `select * from objects where platform = ? and kind = ? and id = ?
     and (expires_at is null or expires_at > ?)`,
    key.platform,
    key.kind,
    key.id,
    context.now().getTime(),
  );
  return row ? toObject(row) : null;
}

/** Oldest first, without those that have expired; of one account, or of all. */
export function listObjects<Detail>(
  context: SandboxContext,
  filter: Omit<ObjectKey, "id"> & { accountId?: string },
): SandboxObject<Detail>[] {
  return listRows<ObjectRow>(
    context.db,
    `select * from objects where platform = ?1 and kind = ?2 and (?3 is null or account_id = ?3)
     and (expires_at is null or expires_at > ?4) order by created_at, rowid`,
    filter.platform,
    filter.kind,
    filter.accountId ?? null,
    context.now().getTime(),
  ).map((row) => toObject<Detail>(row));
}

/** What is left out stays. With `from`, only an object in that state is changed: false, when another was first. */
export function changeObject(
  context: SandboxContext,
  key: ObjectKey,
  changes: { state?: string; detail?: unknown; readyAt?: number; expiresAt?: number },
  from?: string,
): boolean {
  const changed = run(
    context.db,
    `update objects set state = coalesce(?1, state), detail = coalesce(?2, detail),
       ready_at = coalesce(?3, ready_at), expires_at = coalesce(?4, expires_at)
     where platform = ?5 and kind = ?6 and id = ?7 and (?8 is null or state = ?8)`,
    changes.state ?? null,
    changes.detail === undefined ? null : JSON.stringify(changes.detail),
    changes.readyAt ?? null,
    changes.expiresAt ?? null,
    key.platform,
    key.kind,
    key.id,
    from ?? null,
  );
  return changed > 0;
}

/** False when there was none. */
export function removeObject(context: SandboxContext, key: ObjectKey): boolean {
  const removed = run(
    context.db,
    "delete from objects where platform = ? and kind = ? and id = ?",
    key.platform,
    key.kind,
    key.id,
  );
  return removed > 0;
}
