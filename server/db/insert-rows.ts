import { getTableColumns, getTableName, type SQL, sql } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import type { Reader } from "@/server/db/client";
import { PREPARED } from "@/server/db/prepared";
import { toJsonb } from "@/server/db/to-jsonb";

type Row = Record<string, unknown>;

/**
 * Inserts many rows with one parameter: building and sending a parameter for each value costs more
 * than the rows themselves. All rows must give the same columns.
 * @param conflict what to do with a row that is there already: `on conflict …`.
 */
export async function insertRows<T extends PgTable>(
  tx: Reader,
  table: T,
  rows: readonly T["$inferInsert"][],
  conflict: SQL = sql``,
): Promise<void> {
  if (rows.length > 0) await tx.execute(sql`${PREPARED}${toInsert(table, rows, conflict)}`);
}

/** The same as a statement, to go along with another. There must be rows. */
export function toInsert<T extends PgTable>(
  table: T,
  rows: readonly T["$inferInsert"][],
  conflict: SQL = sql``,
): SQL {
  const [first] = rows as readonly Row[];
  const columns = Object.entries(getTableColumns(table)).filter(
    ([key, column]) => (first && key in first) || column.defaultFn !== undefined,
  );
  const values = rows.map((row: Row) =>
    Object.fromEntries(
      columns.map(([key, column]) => [column.name, row[key] ?? column.defaultFn?.()]),
    ),
  );
  const names = columns.map(([, column]) => `"${column.name}"`).join(", ");
  const types = columns.map(([, column]) => `"${column.name}" ${column.getSQLType()}`).join(", ");
  return sql`
    insert into ${sql.identifier(getTableName(table))} (${sql.raw(names)})
    select ${sql.raw(names)} from jsonb_to_recordset(${toJsonb(values)}) as r(${sql.raw(types)})
    ${conflict}`;
}
