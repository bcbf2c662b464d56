import { CONTACT_CSV } from "@/lib/contracts/contacts";
import { toPhoneNumber } from "@/lib/domain/phone-number";
import type { CsvRow } from "@/lib/domain/read-csv";

export interface ImportedContact {
  phone: string;
  name: string | null;
  consentAt: Date | null;
  consentSource: string | null;
}

type Column = (typeof CONTACT_CSV.columns)[number];

export type Columns = Readonly<Partial<Record<Column, number>>>;

/** Where each known column stands, in any order; others are passed over. Null: there is no phone. */
export function readHeader({ cells }: CsvRow): Columns | null {
  const names = cells.map((cell) => cell.trim().toLowerCase());
  const columns: Partial<Record<Column, number>> = {};
  for (const column of CONTACT_CSV.columns) {
    const at = names.indexOf(column);
    if (at >= 0) columns[column] = at;
  }
  return columns.phone === undefined ? null : columns;
}

/** A contact, or why this row can't be one. */
export function readContactRow(
  columns: Columns,
  { cells }: CsvRow,
  now: Date,
): ImportedContact | string {
  const cell = (column: Column) => cells[columns[column] ?? -1]?.trim() || null;
  const phone = toPhoneNumber(cell("phone") ?? "");
  if (phone === null) return "The phone is not a number with its country, as +45 20 12 34 56.";
  const name = cell("name");
  if (name && name.length > 120) return "The name is longer than 120 characters.";
  const given = cell("consent_at");
  const source = cell("consent_source");
  if (given === null) return { phone, name, consentAt: null, consentSource: null };
  const consentAt = readDate(given);
  if (!consentAt) return "consent_at is not a date, as 2026-01-31 or 2026-01-31T09:00:00Z.";
  if (consentAt > now) return "consent_at lies in the future.";
  if (source === null) return "consent_source is missing: say where they agreed.";
  if (source.length > 200) return "consent_source is longer than 200 characters.";
  return { phone, name, consentAt, consentSource: source };
}

/** Only what every country reads alike. */
function readDate(text: string): Date | null {
  const isDate = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/;
  if (!isDate.test(text)) return null;
  const hasZone = /(Z|[+-]\d{2}:?\d{2})$/.test(text.slice(10));
  const date = new Date(text.length > 10 && !hasZone ? `${text.replace(" ", "T")}Z` : text);
  return Number.isNaN(date.getTime()) ? null : date;
}
