import { expect, it } from "vitest";
import { toReadText } from "./read-text";

const options = {
  template: "autumn_offer",
  language: "en",
  variables: "{{name}}\n{{text}}",
  templateBody: "Hello {{1}}. {{2}} Answer STOP to get no more.",
};

it("is the filled template where one was picked, else what was written", () => {
  const text = "Nyeri AA is here.\nTaste it.";
  const post = { platform: "whatsapp", format: "template", text, options: {} } as const;
  expect(toReadText(post)).toBe(text);
  expect(toReadText({ ...post, options })).toBe(
    "Hello ‹name›. Nyeri AA is here. Taste it. Answer STOP to get no more.",
  );
  expect(toReadText({ ...post, format: null, options })).toBe(text);
});
