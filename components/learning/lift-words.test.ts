import { describe, expect, it } from "vitest";
import {
  betweenWords,
  inHundred,
  perThousand,
  proofOf,
  rangeWords,
  signedPercent,
} from "./lift-words";

const estimate = (mean: number, low: number, high: number) => ({ mean, low, high });

describe("a lift in words", () => {
  it("always shows which way it goes", () => {
    expect([0.123, -0.09, 0.004, 12.4].map(signedPercent)).toEqual([
      "+12%",
      "−9%",
      "0%",
      "+1,240%",
    ]);
    expect(rangeWords(estimate(0.12, 0.04, 0.21))).toBe("+4 to +21%");
    expect(rangeWords(estimate(0.05, -0.03, 0.15))).toBe("−3 to +15%");
  });

  it("is decided only where no change lies outside the interval", () => {
    expect(proofOf(estimate(0.12, 0.04, 0.21))).toBe("better");
    expect(proofOf(estimate(0.05, -0.03, 0.15))).toBe("open");
    expect(proofOf(estimate(0.05, 0, 0.15))).toBe("open");
    expect(proofOf(estimate(-0.1, -0.2, -0.01))).toBe("worse");
  });

  it("can be said aloud", () => {
    expect(betweenWords(estimate(0.05, -0.03, 0.15))).toBe("between 3% less and 15% more");
    expect(betweenWords(estimate(0.12, 0.001, 0.21))).toBe("between the same and 21% more");
  });

  it("never promises certainty", () => {
    expect([0.999, 0.826, 0.001].map(inHundred)).toEqual(["99 in 100", "83 in 100", "1 in 100"]);
  });

  it("counts interactions per 1,000 views", () => {
    expect(perThousand(0.01234)).toBe("12.3");
  });
});
