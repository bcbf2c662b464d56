import { describe, expect, it } from "vitest";
import { toInstant, toLocalTime } from "@/components/variants/local-time";

describe("a local time", () => {
  it("is the same instant again", () => {
    const instant = "2026-05-01T09:30:00.000Z";
    expect(toInstant(toLocalTime(instant))).toBe(instant);
  });

  it("is empty where there is none", () => {
    expect([toLocalTime(""), toLocalTime("soon"), toInstant("")]).toEqual(["", "", ""]);
  });
});
