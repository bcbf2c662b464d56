import { describe, expect, it } from "vitest";
import { fillBody, toVariables, variablesOf } from "@/lib/domain/template-body";
import { checkDraft, type DraftInput } from "./preflight";

const body = "Hi {{1}}, this week: {{2}}";

const check = (change: Partial<DraftInput> = {}, options: Record<string, string> = {}) =>
  checkDraft({
    ...{ platform: "whatsapp", format: "template", title: null, text: "Roast & rest", media: [] },
    options: {
      ...{ template: "offer", language: "en_US", templateBody: body },
      ...{ variables: "{{name}}\n{{text}}", ...options },
    },
    ...change,
  });
const file = (kind: "image" | "video") => ({
  ...{ kind, mimeType: kind === "image" ? "image/jpeg" : "video/mp4", bytes: 1_000 },
  ...{ width: 800, height: 600, durationMs: 2_000, altText: null },
});

describe("a template", () => {
  it("is asked for where none is picked", () => {
    expect(check({}, { template: "", templateBody: "" })).toMatchObject([
      { code: "option_required", field: "options.template" },
    ]);
  });

  it("has nothing against it when it is filled", () => {
    expect(check()).toEqual([]);
    expect(check({}, { templateBody: "Hello", variables: "" })).toMatchObject([
      { code: "text_unused", severity: "warning" },
    ]);
  });

  it("names each variable that is missing at its place", () => {
    expect(check({}, { variables: "\n{{text}}" })).toMatchObject([
      {
        code: "variable_missing",
        field: "options.variables",
        place: 0,
        message: "Fill in {{1}}.",
      },
    ]);
    const named = { templateBody: "Hi {{first_name}}: {{offer}}", variables: "{{text}}" };
    expect(check({}, named)).toMatchObject([{ place: 1, message: "Fill in {{offer}}." }]);
    expect(check({}, { variables: "a\n{{text}}\nb" })).toMatchObject([{ code: "option_invalid" }]);
  });

  it("wants the text when a variable stands for it, and not too much of it", () => {
    expect(check({ text: "" })).toMatchObject([{ code: "text_required", field: "text" }]);
    const text = "a".repeat(1_010);
    expect(check({ text })).toMatchObject([{ code: "text_too_long", field: "options.variables" }]);
  });

  it("begins with the file that it was approved with, and with no other", () => {
    const codes = (header: string, media: DraftInput["media"]) =>
      check({ media }, { templateHeader: header }).map(({ code, field }) => [code, field]);
    expect(codes("image", [file("image")])).toEqual([]);
    expect(codes("image", [])).toEqual([["image_required", "media"]]);
    expect(codes("image", [file("video")])).toEqual([["image_required", "media"]]);
    expect(codes("", [file("image")])).toEqual([["media_unwanted", "media"]]);
  });

  it("is not judged by what nobody knows of it", () => {
    expect(check({}, { templateBody: "", variables: "x" })).toEqual([]);
  });
});

describe("a template's body", () => {
  it("has its variables in the order in which they are given", () => {
    expect(variablesOf("{{2}} and {{ 1 }} and {{2}}")).toEqual(["1", "2"]);
    expect(variablesOf("{{who}}, {{what}}")).toEqual(["who", "what"]);
    expect(toVariables("a\n\n b \n\n")).toEqual(["a", "", "b"]);
    expect(fillBody("{{2}} for {{1}}, {{3}}", ["Ines", "Beans"])).toBe("Beans for Ines, {{3}}");
  });
});
