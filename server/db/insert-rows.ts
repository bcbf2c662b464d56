import { getTableColumns, getTableName, type SQL, sql } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import type { Reader } from "@/server/db/client";
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
  const first: Row | undefined = rows[0];
  if (!first) return;
  const columns = Object.entries(getTableColumns(table)).filter(
    ([key, column]) => key in first || column.defaultFn !== undefined,
  );
  const values = rows.map((row: Row) =>
    Object.fromEntries(
      columns.map(([key, column]) => [column.name, row[key] ?? column.defaultFn?.()]),
    ),
  );
  const names = sql.join(
    columns.map(([, column]) => sql.identifier(column.name)),
    sql`, `,
  );
  const types = sql.join(
    columns.map(
      ([, column]) => sql`${sql.identifier(column.name)} ${sql.raw(column.getSQLType())}`,
    ),
    sql`, `,
  );
  await tx.execute(sql`
    insert into ${sql.identifier(getTableName(table))} (${names})
    select ${names} from jsonb_to_recordset(${toJsonb(values)}) as r(${types})
    ${conflict}`);
}
