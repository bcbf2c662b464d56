import { describe, expect, it } from "vitest";
import { toCsvRow } from "./csv";

describe("toCsvRow", () => {
  it("quotes only what must be quoted", () => {
    expect(toCsvRow(["plain", 'say "hi"', "a,b", "two\nlines", null, ""])).toBe(
      'plain,"say ""hi""","a,b","two\nlines",,',
    );
  });

  it.each(["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "＝1+1", "＋1", "－1", "＠A"])(
    "disarms %j",
    (text) => {
      expect(toCsvRow([text])).toBe(`'${text}`);
    },
  );

  it("disarms and quotes at once", () => {
    expect(toCsvRow(['=HYPERLINK("x","y")'])).toBe('"\'=HYPERLINK(""x"",""y"")"');
    expect(toCsvRow(["\rx"])).toBe('"\'\rx"');
  });

  it.each([
    ["camp;=1+1", "camp;'=1+1"],
    ["camp; \t＝1", "camp; \t'＝1"],
    ['a;"=1', `"a;'""=1"`],
    ["a\n=1\r\n@b", `"a\n'=1\r\n'@b"`],
    ["\t=1", "'\t'=1"],
    ["a; b = c; d", "a; b = c; d"],
  ])("disarms %j within a text, where another separator would begin a cell", (text, written) => {
    expect(toCsvRow([text])).toBe(written);
  });

  it("leaves numbers as they are", () => {
    expect(toCsvRow([-5, 0, 1.5, Number.NaN])).toBe("-5,0,1.5,");
  });
});
