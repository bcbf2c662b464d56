import { sql } from "drizzle-orm";
import type { Platform } from "@/lib/platforms/platform";
import type { Db } from "@/server/db/client";
import { kindOf, type ToldBits } from "./query-sums";
import { type CellScope, cellsOf } from "./rollup-rows";

/** What `querySums` tells of it, for who reads no sums. */
export async function readTold(db: Db, scope: CellScope): Promise<ToldBits> {
  const { rows } = await db.execute<{ platform: Platform; told: number }>(sql`
    select platform, bit_or(told) as told from (${cellsOf(scope, kindOf(scope))}) c
    group by platform`);
  return new Map(rows.map(({ platform, told }) => [platform, told]));
}
