import { describe, expect, it } from "vitest";
import { toBaseUrl } from "@/server/ai/endpoint";

describe("toBaseUrl", () => {
  it.each([
    ["http://localhost:11434", "http://localhost:11434/v1"],
    ["http://localhost:11434/", "http://localhost:11434/v1"],
    ["https://api.openai.com/v1", "https://api.openai.com/v1"],
    ["https://api.openai.com/v1/chat/completions", "https://api.openai.com/v1"],
    ["https://openrouter.ai/api", "https://openrouter.ai/api/v1"],
    [
      "https://generativelanguage.googleapis.com/v1beta/openai",
      "https://generativelanguage.googleapis.com/v1beta/openai",
    ],
  ])("%s becomes %s", (given, expected) => {
    expect(toBaseUrl(given)).toBe(expected);
  });
});
