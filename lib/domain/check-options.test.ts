import { describe, expect, it } from "vitest";
import { checkOptions, fillOptions } from "@/lib/domain/check-options";
import type { OptionField } from "@/lib/platforms/entry";

const field = (kind: OptionField["kind"], more: Partial<OptionField> = {}): OptionField => ({
  name: "it",
  label: "It",
  kind,
  required: true,
  ...more,
});
const messages = (fields: OptionField[], value?: string) =>
  checkOptions(fields, value === undefined ? {} : { it: value }).map((issue) => issue.message);

const choices = [{ value: "a", label: "A" }];

describe("checkOptions", () => {
  it.each([
    [field("text"), "", "Fill in “It”."],
    [field("choice", { choices }), "", "Choose one under “It”."],
    [field("flag"), "false", "Tick “It” first."],
    [field("date"), " ", "Choose a time under “It”."],
    [field("text", { max: 3 }), "abcde", "Shorten “It” by 2 characters."],
    [field("list", { max: 2 }), "a\n\nb\nc", "“It” takes 2 at most. Remove 1."],
    [field("list", { min: 2 }), "a\n", "“It” needs at least 2. Add 1."],
    [field("list", { itemMax: 3 }), "abc\nabcde", "Shorten “abcde” by 2 characters."],
    [field("text", { url: true }), "northlight.coffee", expect.stringContaining("https://")],
    [field("choice", { choices }), "b", expect.stringContaining("not on offer")],
    [field("date"), "soon", expect.stringContaining("not a time")],
    [field("flag", { required: false }), "yes", expect.stringContaining("or leave it")],
  ])("%#", (given, value, message) => {
    expect(messages([given], value)).toEqual([message]);
  });

  it("takes what is right, what is left out freely, and what the catalog begins with", () => {
    expect(messages([field("date")], "2026-05-01T09:00:00Z")).toEqual([]);
    expect(messages([field("list", { required: false, max: 1 })])).toEqual([]);
    expect(messages([field("choice", { choices, initial: "a" })])).toEqual([]);
    expect(messages([field("text", { url: true })], "https://northlight.coffee/a?b=c")).toEqual([]);
    expect(messages([field("list", { min: 2, max: 4, itemMax: 3 })], "abc\n é \n")).toEqual([]);
    expect(checkOptions([field("text")], {})).toMatchObject([{ field: "options.it" }]);
  });
});

it("names the line of a list that is too long", () => {
  const issues = checkOptions([field("list", { itemMax: 2 })], { it: "a\n\nlong" });
  expect(issues).toMatchObject([{ field: "options.it", place: 2 }]);
});

describe("fillOptions", () => {
  it("keeps the format's own options and adds what the catalog begins with", () => {
    const fields = [field("choice", { choices, initial: "a" }), field("text", { name: "more" })];
    expect(fillOptions(fields, { other: "x" })).toEqual({ it: "a" });
    expect(fillOptions(fields, { it: "b", more: "m" })).toEqual({ it: "b", more: "m" });
    expect(fillOptions(undefined, { it: "b" })).toEqual({});
  });
});
