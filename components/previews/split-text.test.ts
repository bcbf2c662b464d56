import { describe, expect, it } from "vitest";
import { splitText } from "@/components/previews/split-text";

describe("splitText", () => {
  it("splits at the platform's limit", () => {
    expect(splitText("x", "a".repeat(285), 280).over).toBe("aaaaa");
  });

  it("splits at the campaign's limit where it is stricter", () => {
    expect(splitText("x", "Hello there", 5)).toEqual({ fits: "Hello", over: " there" });
    expect(splitText("youtube", "éééé", 3)).toEqual({ fits: "ééé", over: "é" });
  });

  it("leaves what fits alone", () => {
    expect(splitText("blog", "Hello", 20)).toEqual({ fits: "Hello", over: "" });
  });
});
