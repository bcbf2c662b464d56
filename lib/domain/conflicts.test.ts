import { describe, expect, it } from "vitest";
import { findConflicts } from "./conflicts";

function post(id: string, accountId: string, time: string) {
  return { id, accountId, at: new Date(`2026-03-01T${time}:00Z`) };
}

describe("findConflicts", () => {
  it("pairs posts of one account that are too close, whatever their order", () => {
    const posts = [post("b", "1", "10:14"), post("a", "1", "10:00"), post("c", "2", "10:05")];
    expect(findConflicts(posts)).toEqual([{ a: "a", b: "b", gapMinutes: 14 }]);
  });

  it("lets a full gap pass", () => {
    expect(findConflicts([post("a", "1", "10:00"), post("b", "1", "10:15")])).toEqual([]);
  });

  it("names every pair inside the gap", () => {
    const posts = [post("a", "1", "10:00"), post("b", "1", "10:05"), post("c", "1", "10:10")];
    expect(findConflicts(posts).map(({ a, b }) => a + b)).toEqual(["ab", "ac", "bc"]);
  });

  it("takes another gap", () => {
    expect(findConflicts([post("a", "1", "10:00"), post("b", "1", "10:20")], 30)).toHaveLength(1);
  });
});
