import { expect, it } from "vitest";
import { toLocalPath } from "./local-path";

it("keeps a path of this site with its query", () => {
  expect(toLocalPath("/posts?status=failed#last")).toBe("/posts?status=failed#last");
});

it.each([
  undefined,
  "posts",
  "https://evil.example/",
  "//evil.example/",
  "/\\evil.example",
  "/\t/evil.example",
  "/.//evil.example",
  "javascript:alert(1)",
])("leads %j to the start", (path) => {
  expect(toLocalPath(path)).toBe("/");
});
