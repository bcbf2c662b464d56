import { describe, expect, it } from "vitest";
import { freshWords, nextWords } from "@/components/analytics/freshness-words";

const now = Date.parse("2026-11-23T12:00:00Z");
const told = (freshAt: string | null, nextAt: string | null) => ({
  ...{ platform: "linkedin" as const, freshAt, nextAt },
});

describe("freshness", () => {
  it("says how old the numbers are", () => {
    expect(freshWords(told("2026-11-23T11:59:40Z", null), now)).toBe("Just now");
    expect(freshWords(told("2026-11-23T11:56:00Z", null), now)).toBe("4 min ago");
    expect(freshWords(told("2026-11-20T12:00:00Z", null), now)).toBe("3 days ago");
    expect(freshWords(told(null, null), now)).toBe("Nothing heard yet");
  });

  it("says when they are read next", () => {
    expect(nextWords(told(null, "2026-11-23T12:06:00Z"), now)).toBe("Read again in 6 min");
    expect(nextWords(told(null, "2026-11-23T11:00:00Z"), now)).toBe("Read again any moment");
    expect(nextWords(told(null, "2026-11-23T09:00:00Z"), now)).toBe("Reading overdue by 3 h");
    expect(nextWords(told(null, null), now)).toBe("No reading planned");
    expect(nextWords({ platform: "whatsapp", freshAt: null, nextAt: null }, now)).toBe(
      "Told as it happens",
    );
  });
});
