import type { z } from "zod";
import { invalidField } from "@/server/errors";

interface Cursor<Place> {
  /** Where a page ended, as a text that says nothing to whoever hands it back. */
  write(place: Place): string;
  /** Null: from the start. @throws AppError `invalid` */
  read(cursor: string | undefined): Place | null;
}

/** How the pages of a list follow each other. A place holds all that the list's order compares. */
export const createCursor = <Place>(schema: z.ZodType<Place>): Cursor<Place> => ({
  write: (place) => Buffer.from(JSON.stringify(place)).toString("base64url"),
  read(cursor) {
    if (!cursor) return null;
    const read = schema.safeParse(parse(Buffer.from(cursor, "base64url").toString()));
    if (read.success) return read.data;
    throw invalidField("cursor", "This cursor is not one of ours. Begin without it.");
  },
});

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** One row more than a page holds was asked for. `end` is its last row; null: nothing follows. */
export function cutPage<Row>(
  rows: readonly Row[],
  limit: number,
): { page: Row[]; end: Row | null } {
  const page = rows.slice(0, limit);
  return { page, end: rows.length > limit ? (page.at(-1) ?? null) : null };
}
