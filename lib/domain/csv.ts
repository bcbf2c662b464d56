// What a spreadsheet would run as a formula. Line feed too: some trim it before they look. One that
// parts cells by semicolons or tabs honours no quotes here: there a cell begins within the text.
const FORMULA_START = /^(?=[=+\-@\t\r\n＝＋－＠])|(?<=[;\t\r\n])(?=["\p{Zs}]*[=+\-@＝＋－＠])/gu;

/** One RFC 4180 record without its line end; the caller joins records with CRLF. */
export function toCsvRow(values: (string | number | null)[]): string {
  return values.map(toCell).join(",");
}

function toCell(value: string | number | null): string {
  if (value === null) return "";
  if (typeof value === "number") return Number.isFinite(value) ? String(value) : "";
  const text = value.replace(FORMULA_START, "'");
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
