import { describe, expect, it } from "vitest";
import { percent, ratioWords } from "./ratio-words";

describe("ratioWords", () => {
  it("gives both counts, and their ratio with the smaller side at one", () => {
    expect(ratioWords(7, 21)).toBe("7 to learn, 21 to earn (1 : 3)");
    expect(ratioWords(5, 2)).toBe("5 to learn, 2 to earn (2.5 : 1)");
  });

  it("gives plain counts while one side is empty", () => {
    expect(ratioWords(0, 5)).toBe("none to learn, 5 to earn");
    expect(ratioWords(3, 0)).toBe("3 to learn, none to earn");
  });

  it("rounds shares to whole percents, and calls no share nothing that is something", () => {
    expect([0.254, 0.002, 0].map(percent)).toEqual(["25%", "under 1%", "0%"]);
  });
});
