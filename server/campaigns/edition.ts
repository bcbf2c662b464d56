import { type AnyColumn, type SQL, sql } from "drizzle-orm";
import { conflict } from "@/server/errors";

// `updated_at` names the edition that was edited. It is compared to the millisecond, which is all a
// browser gives back, and every save makes it later, so that no two editions look the same.
export const isEdition = (column: AnyColumn, edition: string): SQL =>
  sql`date_trunc('milliseconds', ${column}) = ${new Date(edition).toISOString()}::timestamptz`;

export const nextEdition = (column: AnyColumn, now: Date): SQL<Date> =>
  sql<Date>`greatest(${now.toISOString()}::timestamptz, date_trunc('milliseconds', ${column}) + interval '1 millisecond')`;

export const outdated = () =>
  conflict(
    "Someone saved this after you opened it. Your text is kept here: compare, then save again.",
  );

/** A value that is no date was never an edition of ours. */
export function assertEdition(edition: string): void {
  if (Number.isNaN(Date.parse(edition))) throw outdated();
}
