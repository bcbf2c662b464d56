import { describe, expect, it } from "vitest";
import { countOrUnknown, perMany } from "@/components/analytics/figures-in-words";
import { inPercent } from "@/lib/domain/percent-words";

describe("shares and ratios in words", () => {
  it("never round something to nothing, or most to all", () => {
    expect([0, 0.00002, 0.0003, 0.034, 0.5, 0.997, 0.99996, 1].map(inPercent)).toEqual([
      ...["0%", "<0.01%", "0.03%", "3.4%", "50%", "99.7%", "99.9%", "100%"],
    ]);
    expect(inPercent(null)).toBe("n/a");
  });

  it("name what is not told, and one as one", () => {
    expect([null, 0, 1, 1240].map((count) => countOrUnknown(count, "like"))).toEqual([
      ...["likes n/a", "0 likes", "1 like", "1,240 likes"],
    ]);
  });

  it("say a ratio as one, which may be more than all", () => {
    const said = (ratio: number) => perMany(ratio, "clicks", "views");
    expect([0.038, 0.01, 0.22, 1.4, 0.004, 0.0002, 0].map(said)).toEqual([
      "3.8 clicks per 100 views",
      "1 click per 100 views",
      "22 clicks per 100 views",
      "140 clicks per 100 views",
      "4 clicks per 1,000 views",
      "2 clicks per 10,000 views",
      "no clicks",
    ]);
  });
});
