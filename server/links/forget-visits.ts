import { lt, lte } from "drizzle-orm";
import { linkSalts, linkVisits } from "@/server/db/schema/links";
import type { Runtime } from "@/server/runtime";
import { dayOf, WINDOW_MS } from "./visitor";

/** Deletes who was counted once their half hour is over, and the salts of days that are. */
export async function forgetVisits({
  database,
  clock,
}: Pick<Runtime, "database" | "clock">): Promise<void> {
  const before = new Date(clock.now().getTime() - WINDOW_MS);
  await database.db.delete(linkVisits).where(lte(linkVisits.countedAt, before));
  await database.db.delete(linkSalts).where(lt(linkSalts.day, dayOf(before)));
}
