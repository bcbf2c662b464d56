import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { Product } from "./product";

/** One post that an imitated platform accepted. */
export interface Entry {
  platform: string;
  account: string;
  externalId: string;
  title: string | null;
  text: string;
}

export function readSandbox<T>(product: Product, read: (db: DatabaseSync) => T): T {
  const file = path.join(product.dataDir, "sandbox", "sandbox.sqlite");
  const db = new DatabaseSync(file, { readOnly: true, timeout: 5000 });
  try {
    return read(db);
  } finally {
    db.close();
  }
}

/** What the platforms themselves have on record, whatever the product believes. */
export function readLedger(product: Product): Entry[] {
  return readSandbox(
    product,
    (db) =>
      db
        .prepare(
          `select l.platform, l.account_id as account, l.external_id as externalId, p.title,
             p.body as text
           from ledger l join posts p on p.platform = l.platform and p.id = l.external_id
           order by l.seq`,
        )
        .all() as unknown as Entry[],
  );
}
