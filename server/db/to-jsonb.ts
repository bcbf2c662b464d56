import { type SQL, sql } from "drizzle-orm";

/**
 * A value as one jsonb parameter. Postgres takes neither NUL nor half a surrogate pair, and one such
 * character, from wherever it came, must not keep the rest from being written.
 */
export const toJsonb = (value: unknown): SQL => sql`${toJsonText(value)}::jsonb`;

// `JSON.stringify` escapes surrogates only where they stand alone; `.` swallows the other escapes.
const ESCAPE = /\\(?:u0000|u[dD][89a-fA-F][0-9a-fA-F]{2}|.)/g;

export function toJsonText(value: unknown): string {
  const text = JSON.stringify(value);
  if (!text.includes("\\u")) return text;
  return text.replace(ESCAPE, (found) => {
    if (found === "\\u0000") return "";
    return found.length === 6 ? "\\ufffd" : found;
  });
}
