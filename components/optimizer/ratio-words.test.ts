import { describe, expect, it } from "vitest";
import { percent, ratioWords, splitWords } from "./ratio-words";

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
    const shares = [0.254, 0.002, 0, 0.998, 1];
    expect(shares.map((share) => percent(share))).toEqual([
      ...["25%", "under 1%", "0%", "over 99%", "100%"],
    ]);
  });

  it("splits a whole so that the figures sum to it, and to what stands beside them", () => {
    const causes = [0.435, 0.026, 0];
    expect(percent(0.461)).toBe("46%");
    expect(splitWords(0.461, causes)).toEqual(["54%", "43%", "3%", "0%"]);
    expect(splitWords(0.002, [0.002, 0, 0])).toEqual(["over 99%", "under 1%", "0%", "0%"]);
    expect(splitWords(0, [0, 0, 0])).toEqual(["100%", "0%", "0%", "0%"]);
  });
});
