import { type SQL, sql } from "drizzle-orm";

type ArrayType = "integer" | "bigint" | "text" | "uuid";

/** A column of many rows in one parameter: rows of it are built by `unnest`. */
export const toArray = (type: ArrayType, values: readonly (number | string | null)[]): SQL =>
  sql`${`{${values.map(type === "text" ? quote : String).join(",")}}`}::${sql.raw(type)}[]`;

// The text `null` without quotes is SQL's null, of whatever type.
const quote = (value: number | string | null): string =>
  value === null ? "null" : `"${String(value).replace(/["\\]/g, "\\$&")}"`;
