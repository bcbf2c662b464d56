import { type SQL, sql } from "drizzle-orm";

/** Where a page begins: after the entry of this instant and id. */
export interface LogPlace {
  at: string;
  id: string;
}

/** A cursor that is not ours begins at the start. */
export function toPlace(cursor: string | undefined): LogPlace | null {
  const [, time, id] =
    /^(\d{1,14})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(cursor ?? "") ?? [];
  return time && id ? { at: new Date(Number(time)).toISOString(), id } : null;
}

export const isAfter = (at: SQL, id: SQL, place: LogPlace | null): SQL | undefined =>
  place ? sql`(${at}, ${id}) < (${place.at}::timestamptz, ${place.id}::uuid)` : undefined;
