import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { Id, IsoDate } from "@/lib/contracts/common";
import { createCursor } from "@/server/cursor";

/** Where a page begins: after the entry of this instant and id. */
const LogPlace = z.tuple([IsoDate, Id]);
export type LogPlace = z.infer<typeof LogPlace>;

export const logCursor = createCursor(LogPlace);

export const isAfter = (at: SQL, id: SQL, place: LogPlace | null): SQL | undefined =>
  place ? sql`(${at}, ${id}) < (${place[0]}::timestamptz, ${place[1]}::uuid)` : undefined;
