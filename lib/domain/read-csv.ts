export interface CsvRow {
  /** Where it begins, from 1. */
  line: number;
  cells: string[];
}

export interface CsvReader {
  /** The rows that this piece completed. */
  push(piece: string): CsvRow[];
  /** The last row, where the text does not end in a line break. */
  end(): CsvRow[];
}

/** Reads RFC 4180 piece by piece; empty lines are left out. Spreadsheets of some countries part by semicolons. */
export function createCsvReader(): CsvReader {
  let separator: string | null = null;
  let cells: string[] = [];
  let cell = "";
  let isQuoted = false;
  let wasQuote = false;
  let line = 1;
  let began = 1;
  let isFirst = true;

  function endCell() {
    cells.push(cell);
    cell = "";
    wasQuote = false;
  }

  function endRow(rows: CsvRow[]) {
    endCell();
    if (cells.some((text) => text.trim() !== "")) rows.push({ line: began, cells });
    cells = [];
    began = line;
  }

  function take(char: string, rows: CsvRow[]) {
    if (char === "\n") line += 1;
    if (isQuoted) {
      if (char === '"') {
        isQuoted = false;
        wasQuote = true;
      } else cell += char;
    } else if (char === '"') {
      // A quote right after one that closed stands for itself.
      if (wasQuote) cell += char;
      isQuoted = true;
      wasQuote = false;
    } else if (char === "\n") endRow(rows);
    else if (char === separator || (separator === null && (char === "," || char === ";"))) {
      separator = char;
      endCell();
    } else if (char !== "\r") cell += char;
  }

  return {
    push(piece) {
      const rows: CsvRow[] = [];
      const text = isFirst ? piece.replace(/^\uFEFF/, "") : piece;
      if (text !== "") isFirst = false;
      for (const char of text) take(char, rows);
      return rows;
    },
    end() {
      const rows: CsvRow[] = [];
      if (cell !== "" || cells.length > 0) endRow(rows);
      return rows;
    },
  };
}
