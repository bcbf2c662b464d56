import { expect, it } from "vitest";
import { createCsvReader } from "./read-csv";

function read(...pieces: string[]) {
  const reader = createCsvReader();
  return [...pieces.flatMap((piece) => reader.push(piece)), ...reader.end()];
}

it("reads quotes, line breaks inside them and both kinds of line ends", () => {
  expect(read('\uFEFFphone,name\r\n"+45 1","Ines ""I"" Moreau"\n+2,"two\nlines"\n\n+3,')).toEqual([
    { line: 1, cells: ["phone", "name"] },
    { line: 2, cells: ["+45 1", 'Ines "I" Moreau'] },
    { line: 3, cells: ["+2", "two\nlines"] },
    { line: 6, cells: ["+3", ""] },
  ]);
});

it("reads the same however it is cut into pieces", () => {
  const text = 'phone;name\n"+1";"a;""b"""\n';
  expect(read(...text)).toEqual(read(text));
  expect(read(text)[1]?.cells).toEqual(["+1", 'a;"b"']);
});
