import { describe, expect, it } from "vitest";
import { toCsvRow } from "./csv";

describe("toCsvRow", () => {
  it("quotes only what must be quoted", () => {
    expect(toCsvRow(["plain", 'say "hi"', "a,b", "two\nlines", null, ""])).toBe(
      'plain,"say ""hi""","a,b","two\nlines",,',
    );
  });

  it.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"])("disarms %j", (text) => {
    expect(toCsvRow([text])).toBe(`'${text}`);
  });

  it("disarms and quotes at once", () => {
    expect(toCsvRow(['=HYPERLINK("x","y")'])).toBe('"\'=HYPERLINK(""x"",""y"")"');
    expect(toCsvRow(["\r=1"])).toBe('"\'\r=1"');
  });

  it("leaves numbers as they are", () => {
    expect(toCsvRow([-5, 0, 1.5, Number.NaN])).toBe("-5,0,1.5,");
  });
});
