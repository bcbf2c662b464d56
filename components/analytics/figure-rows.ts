import { toCsvRow } from "@/lib/domain/csv";

/** The heads first, then the figures as they are: no rounding. */
export type FigureRows = readonly (readonly (string | number | null)[])[];

// Without it spreadsheets read letters beyond ASCII as another encoding.
const byteOrderMark = "\uFEFF";

export const toCsv = (rows: FigureRows): string =>
  `${byteOrderMark}${rows.map((row) => `${toCsvRow([...row])}\r\n`).join("")}`;

/** "Views by day" on 23 November 2026: "views-by-day-2026-11-23". */
export function toFileName(name: string, at: Date, zone: string): string {
  const day = new Intl.DateTimeFormat("en-CA", { timeZone: zone }).format(at);
  const words = name
    .normalize("NFKD")
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu);
  return [...(words ?? ["figure"]), day].join("-").slice(0, 120);
}
