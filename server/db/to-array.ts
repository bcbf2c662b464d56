import { type SQL, sql } from "drizzle-orm";

type ArrayType = "integer" | "bigint" | "float8" | "text" | "uuid";

/** A column of many rows in one parameter: rows of it are built by `unnest`. */
export const toArray = (type: ArrayType, values: readonly (number | string | null)[]): SQL =>
  sql`${`{${values.map(type === "text" ? quote : String).join(",")}}`}::${sql.raw(type)}[]`;

// The text `null` without quotes is SQL's null, of whatever type.
const quote = (value: number | string | null): string =>
  value === null ? "null" : `"${escaped(String(value))}"`;

const escaped = (text: string): string =>
  text.includes('"') || text.includes("\\") ? text.replace(/["\\]/g, "\\$&") : text;
