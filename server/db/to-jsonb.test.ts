import { expect, it } from "vitest";
import { toJsonText } from "./to-jsonb";

it.each([
  ["a NUL", { text: "a\0b" }, { text: "ab" }],
  ["half a pair", { text: "a\ud83d" }, { text: "a\ufffd" }],
  ["the other half", { text: "\udf31b" }, { text: "\ufffdb" }],
  ["a whole pair", { text: "🌱" }, { text: "🌱" }],
  ["a bad key", { "k\0\ud83d": 1 }, { "k\ufffd": 1 }],
  [
    "words that look like an escape",
    { text: "\\u0000 \\ud83d \\\\" },
    { text: "\\u0000 \\ud83d \\\\" },
  ],
  ["ordinary escapes", { text: 'say "hi"\n\t\\' }, { text: 'say "hi"\n\t\\' }],
])("keeps all that jsonb takes of %s", (_name, value, kept) => {
  expect(JSON.parse(toJsonText(value))).toEqual(kept);
});
