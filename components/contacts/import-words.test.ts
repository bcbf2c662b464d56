import { expect, it } from "vitest";
import { describeImport } from "./import-words";

const none = { rows: 0, added: 0, changed: 0, unchanged: 0, refused: 0 };
const told = { ...none, withoutConsent: 0, optedOut: 0, errors: [] };

it("says what a file would do, without what is nothing", () => {
  expect(describeImport({ ...told, rows: 67, added: 61, refused: 6, withoutConsent: 1 })).toBe(
    "Of 67 lines, 61 are new and 6 are left out. 1 has not agreed, and gets no messages.",
  );
  expect(
    describeImport({ ...told, rows: 3, added: 1, changed: 1, unchanged: 1, optedOut: 2 }),
  ).toBe(
    "Of 3 lines, 1 is new, 1 changes a contact and 1 is known already. 2 said stop, and get no messages.",
  );
  expect(describeImport({ ...told, rows: 1, added: 1 })).toBe("Of 1 line, 1 is new.");
  expect(describeImport(told)).toBe("The file has no lines below its first.");
});
