import { expect, it } from "vitest";
import { publishCostUsd } from "./publish-cost";

it.each([
  ["a post", "post", "Beans", 0.015],
  ["a post with a link", "post", "Beans at https://example.com/a", 0.2],
  ["a bare domain, which is a link too", "post", "Beans at example.com", 0.2],
  ["no format, meaning the first", null, "Beans", 0.015],
  ["each part of a thread", "thread", "One\n---\nTwo\n---\nThree", 0.045],
  ["the link in one part", "thread", "One\n---\nSee example.com", 0.215],
])("prices %s on X", (_what, format, text, cost) => {
  expect(publishCostUsd("x", format, text)).toBe(cost);
});

it("knows that posting is free elsewhere", () => {
  expect(publishCostUsd("youtube", "video", "https://example.com")).toBeNull();
});
