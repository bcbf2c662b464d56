import { describe, expect, it } from "vitest";
import { oddsByVariant, showOddsOf } from "./figure-words";

describe("odds of which one comes true", () => {
  it("sum to a hundred", () => {
    expect(showOddsOf([0.025, 0.975])).toEqual(["3%", "97%"]);
    expect(showOddsOf([0.985, 0.008, 0.007])).toEqual(["98%", "<1%", "<1%"]);
    expect(showOddsOf([0.996, 0.004])).toEqual([">99%", "<1%"]);
    expect(showOddsOf([1])).toEqual([">99%"]);
  });

  it("are told as they are where some are left out", () => {
    expect(showOddsOf([0.3, 0.3])).toEqual(["30%", "30%"]);
    const chances = [
      { variantId: "a", share: 0.995 },
      { variantId: "b", share: null },
      { variantId: "c", share: 0.005 },
    ];
    expect([...oddsByVariant(chances)]).toEqual([
      ["a", ">99%"],
      ["c", "<1%"],
    ]);
  });
});
