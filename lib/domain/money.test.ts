import { describe, expect, it } from "vitest";
import { toAmount, toMoney, toSmallestUnit } from "./money";

describe("an amount", () => {
  it.each([
    ["5", 2, 500],
    ["5.5", 2, 550],
    ["5,05", 2, 505],
    ["0.29", 2, 29],
    ["1.005", 3, 1005],
    ["500", 0, 500],
    ["500.5", 0, null],
    ["5.055", 2, null],
    ["1,000", 2, null],
    ["-5", 2, null],
    ["5e3", 2, null],
    ["", 2, null],
  ])("%s with %i decimals is %s", (typed, decimals, smallest) => {
    expect(toSmallestUnit(typed, decimals)).toBe(smallest);
  });

  it("is written as it was meant", () => {
    expect(toAmount(5, 2)).toBe("0.05");
    expect(toAmount(500, 0)).toBe("500");
    expect(toMoney(123_450, 2, "DKK")).toBe("DKK 1234.50");
  });
});
