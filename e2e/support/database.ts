import path from "node:path";
import { PGlite } from "@electric-sql/pglite";
import pg from "pg";
import type { Product } from "./product";

/** Speaks to the product's own tables, past the product. End it first: the embedded database takes one process. */
export async function queryDatabase<Row>(
  product: Product,
  query: string,
  values: unknown[],
): Promise<Row[]> {
  const { DATABASE_URL } = product.env;
  if (DATABASE_URL) {
    const client = new pg.Client({ connectionString: DATABASE_URL });
    await client.connect();
    const { rows } = await client.query(query, values);
    await client.end();
    return rows as Row[];
  }
  const lite = await PGlite.create({ dataDir: path.join(product.dataDir, "db") });
  const { rows } = await lite.query<Row>(query, values);
  await lite.close();
  return rows;
}
