import { describe, expect, it } from "vitest";
import { toSample } from "@/components/previews/to-sample";
import {
  findTemplateTrouble,
  sortTemplates,
  type Template,
} from "@/components/variants/template-words";

const template = (name: string, status: string): Template => ({
  ...{ name, status, language: "en_US", category: "marketing", body: "Hi {{1}}" },
  ...{ variables: 1, headerMedia: null },
});
const picked = { name: "offer", language: "en_US" };

describe("a template's approval", () => {
  it("has nothing against the one that is approved", () => {
    expect(findTemplateTrouble(picked, template("offer", "approved"))).toBeNull();
  });

  it.each([
    ["pending", "waits for approval"],
    ["rejected", "refused"],
    ["paused", "paused"],
    ["disabled", "disabled"],
    ["limit_exceeded", "limit exceeded"],
  ])("of %s says why it can't be sent", (status, word) => {
    expect(findTemplateTrouble(picked, template("offer", status))).toContain(`“offer”: ${word}.`);
  });

  it("notices that it is gone", () => {
    expect(findTemplateTrouble(picked, undefined)).toContain("no template “offer” in en_US");
  });

  it("puts those that can be sent first", () => {
    const all = [template("a", "paused"), template("c", "approved"), template("b", "approved")];
    expect(sortTemplates(all).map(({ name }) => name)).toEqual(["b", "c", "a"]);
  });
});

it("shows a variable as it will be read", () => {
  expect(toSample("{{name}}: {{text}}", "Roast\n& rest")).toBe("‹name›: Roast & rest");
});
