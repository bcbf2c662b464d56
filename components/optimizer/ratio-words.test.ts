import { describe, expect, it } from "vitest";
import { percent, ratioWords } from "./ratio-words";

describe("ratioWords", () => {
  it("puts the smaller side at one", () => {
    expect(ratioWords(7, 21)).toBe("1 : 3");
    expect(ratioWords(5, 2)).toBe("2.5 : 1");
    expect(ratioWords(4, 4)).toBe("1 : 1");
  });

  it("gives plain counts while one side is empty", () => {
    expect(ratioWords(0, 5)).toBe("0 : 5");
    expect(ratioWords(3, 0)).toBe("3 : 0");
  });

  it("rounds shares to whole percents", () => {
    expect(percent(0.254)).toBe("25%");
  });
});
