import { describe, expect, it } from "vitest";
import { joinParts, splitParts } from "@/lib/domain/text-parts";

describe("splitParts", () => {
  it.each([
    ["one", ["one"]],
    ["one\n---\ntwo", ["one", "two"]],
    ["one\r\n --- \r\ntwo\n\nstill two", ["one", "two\n\nstill two"]],
    ["---\none\n---\n---\n", ["one"]],
    ["a --- b\n----\nc", ["a --- b\n----\nc"]],
    ["", []],
  ])("%j", (text, parts) => {
    expect(splitParts(text)).toEqual(parts);
  });

  it("is undone by joining", () => {
    expect(splitParts(joinParts(["one", " ", "two"]))).toEqual(["one", "two"]);
  });
});
