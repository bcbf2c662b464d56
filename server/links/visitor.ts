import { createHmac, randomBytes } from "node:crypto";
import { inArray } from "drizzle-orm";
import type { Reader } from "@/server/db/client";
import { linkSalts } from "@/server/db/schema/links";

/** Who comes back to the same link within it is counted once. */
export const WINDOW_MS = 30 * 60_000;

export const dayOf = (at: Date): string => at.toISOString().slice(0, 10);

export interface Visitor {
  code: string;
  address: string;
  userAgent: string;
}

/** One link's visitor under one day's salt: neither two links nor two days tell that it is the same. */
export const hashVisitor = (salt: string, { code, address, userAgent }: Visitor): string =>
  createHmac("sha256", salt)
    .update(`${code}\n${address}\n${userAgent}`)
    .digest("base64url")
    .slice(0, 22);

/** The salts of these days, as 2026-01-31; today's is made by whoever needs it first. */
export async function readSalts(
  db: Reader,
  today: string,
  days: readonly string[],
): Promise<Map<string, string>> {
  const read = async () => {
    const rows = await db
      .select()
      .from(linkSalts)
      .where(inArray(linkSalts.day, [...new Set([today, ...days])]));
    return new Map(rows.map(({ day, salt }) => [day, salt]));
  };
  const known = await read();
  if (known.has(today)) return known;
  const salt = randomBytes(32).toString("base64url");
  await db.insert(linkSalts).values({ day: today, salt }).onConflictDoNothing();
  return read();
}
