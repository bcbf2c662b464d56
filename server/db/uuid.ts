import { randomUUID } from "node:crypto";
import { type SQL, sql } from "drizzle-orm";

/** RFC 9562 uuid v7: 48 bits of milliseconds, then 74 random bits, which a v4 has in the same places. */
export function uuidv7(now: number = Date.now()): string {
  const time = now.toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}

/** An array in one parameter, however many there are. */
export const toUuids = (ids: readonly string[]): SQL => sql`${`{${ids.join(",")}}`}::uuid[]`;
