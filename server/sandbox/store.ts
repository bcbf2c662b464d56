import { chmodSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";

const schema = `
create table if not exists meta (key text primary key, value text not null) strict;
create table if not exists accounts (
  id text primary key, platform text not null, username text not null, name text not null,
  about text not null, followers integer not null, position integer not null, password text) strict;
create table if not exists consents (
  ticket text primary key, query text not null, expires_at integer not null) strict;
create table if not exists codes (
  code text primary key, platform text not null, account_id text not null, client_id text not null,
  redirect_uri text not null, scope text not null, challenge text, offline integer not null,
  grant_id text not null, expires_at integer not null, used_at integer) strict;
create table if not exists tokens (
  token text primary key, kind text not null, platform text not null, account_id text,
  grant_id text not null, scope text not null, expires_at integer, ended_at integer) strict;
create index if not exists tokens_grant on tokens (grant_id);
create table if not exists posts (
  id text primary key, platform text not null, account_id text not null, title text, body text not null,
  detail text not null, media_kind text not null, content_hash text not null,
  created_at integer not null, published_at integer, ready_at integer, deleted_at integer) strict;
create index if not exists posts_account on posts (account_id, created_at);
create table if not exists media (
  id text primary key, account_id text not null, category text not null, mime text not null,
  total_bytes integer not null, segments text not null, state text not null, ready_at integer,
  expires_at integer not null, alt_text text, content_hash text, failure text) strict;
create table if not exists uploads (
  id text primary key, account_id text not null, metadata text not null, mime text not null,
  total_bytes integer, received integer not null, video_id text, expires_at integer not null) strict;
create table if not exists ledger (
  seq integer primary key autoincrement, platform text not null, account_id text not null,
  external_id text not null, kind text not null, content_hash text not null,
  evidence text not null, at text not null) strict;
create table if not exists faults (
  id text primary key, platform text, account_id text, kind text not null, scope text not null,
  remaining integer, detail text not null) strict;
create table if not exists counters (
  key text primary key, window integer not null, used integer not null) strict;
create table if not exists hooks (
  id text primary key, url text not null unique, valid integer not null, created_at integer not null) strict;
create table if not exists subscriptions (
  id text primary key, webhook_id text not null, event_type text not null, user_id text not null,
  tag text, created_at integer not null) strict;
create table if not exists hub (
  callback text not null, topic text not null, secret text, mode text not null, lease_seconds integer not null,
  verified integer not null, expires_at integer, primary key (callback, topic)) strict;
create table if not exists deliveries (
  id text primary key, url text not null, headers text not null, body text not null,
  attempts integer not null, next_at integer not null, done_at integer, failure text) strict;
create index if not exists deliveries_due on deliveries (done_at, next_at);
create table if not exists objects (
  platform text not null, kind text not null, id text not null, account_id text, state text not null,
  detail text not null, created_at integer not null, ready_at integer, expires_at integer,
  primary key (platform, kind, id)) strict;
create table if not exists emitted (
  post_id text not null, metric text not null, count integer not null, primary key (post_id, metric)) strict;
`;

const statements = new WeakMap<DatabaseSync, Map<string, StatementSync>>();

/** Opens the sandbox's own record. FULL, so that what was accepted survives a power cut too. */
export function openStore(dataDir: string): DatabaseSync {
  mkdirSync(join(dataDir, "bytes"), { recursive: true, mode: 0o700 });
  const file = join(dataDir, "sandbox.sqlite");
  const db = new DatabaseSync(file, { timeout: 5_000 });
  chmodSync(file, 0o600);
  db.exec("pragma journal_mode = wal; pragma synchronous = full;");
  db.exec(schema);
  addColumn(db, "accounts", "password", "text");
  statements.set(db, new Map());
  return db;
}

/** For installs whose record was begun before the column was thought of. */
function addColumn(db: DatabaseSync, table: string, column: string, type: string): void {
  const known = db.prepare(`pragma table_info(${table})`).all();
  if (known.some((row) => row.name === column)) return;
  db.exec(`alter table ${table} add column ${column} ${type}`);
}

function prepare(db: DatabaseSync, sql: string): StatementSync {
  const known = statements.get(db) ?? new Map<string, StatementSync>();
  statements.set(db, known);
  let statement = known.get(sql);
  if (!statement) {
    statement = db.prepare(sql);
    known.set(sql, statement);
  }
  return statement;
}

/** The caller names the row's type: the schema above is the only writer of these tables. */
export function findRow<T>(db: DatabaseSync, sql: string, ...args: SQLInputValue[]): T | null {
  return (prepare(db, sql).get(...args) as T | undefined) ?? null;
}

export function listRows<T>(db: DatabaseSync, sql: string, ...args: SQLInputValue[]): T[] {
  return prepare(db, sql).all(...args) as T[];
}

/** Returns how many rows changed. */
export function run(db: DatabaseSync, sql: string, ...args: SQLInputValue[]): number {
  return Number(prepare(db, sql).run(...args).changes);
}

export function inTransaction<T>(db: DatabaseSync, work: () => T): T {
  db.exec("begin immediate");
  try {
    const result = work();
    db.exec("commit");
    return result;
  } catch (error) {
    db.exec("rollback");
    throw error;
  }
}

/** Reads a setting, or stores the one that `make` gives. */
export function keepMeta(db: DatabaseSync, key: string, make: () => string): string {
  run(db, "insert into meta (key, value) values (?, ?) on conflict do nothing", key, make());
  const row = findRow<{ value: string }>(db, "select value from meta where key = ?", key);
  if (!row) throw new Error(`The sandbox lost its setting ${key}.`);
  return row.value;
}

/** A number that never repeats, for identifiers. */
export function nextNumber(db: DatabaseSync): number {
  const row = findRow<{ used: number }>(
    db,
    `insert into counters (key, window, used) values ('serial', 0, 1)
     on conflict (key) do update set used = used + 1 returning used`,
  );
  return row?.used ?? 1;
}
