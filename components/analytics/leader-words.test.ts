import { describe, expect, it } from "vitest";
import { figureOf, leaderRows, titleOf } from "@/components/analytics/leader-words";
import { UNKNOWN_COUNTS } from "@/lib/domain/metrics";

const leader = {
  ...{ postId: "p", platform: "bluesky" as const, accountId: "a", accountHandle: "northlight" },
  ...{ campaignId: null, campaignName: null, variant: { letter: "B", label: "One number" } },
  ...{ text: "Steam, stop, swirl.", title: null, mediaId: null, permalink: null },
  ...{ publishedAt: "2026-11-20T09:00:00.000Z", engagements: 1250, rate: null },
  counts: { ...UNKNOWN_COUNTS, likes: 1250 },
};

describe("a leading post in words", () => {
  it("is called by its title, its words, or that it has none", () => {
    expect(titleOf({ title: "How we roast", text: "Slowly." })).toBe("How we roast");
    expect(titleOf(leader)).toBe("Steam, stop, swirl.");
    expect(titleOf({ title: " ", text: "" })).toBe("A post without words");
  });

  it("never shows a zero for what a platform does not tell", () => {
    expect(figureOf(leader, "engagements")).toBe("1,250");
    expect([figureOf(leader, "views"), figureOf(leader, "rate")]).toEqual(["n/a", "n/a"]);
    const [head = [], row = []] = leaderRows([leader]);
    expect(row).toHaveLength(head.length);
    expect(row[head.indexOf("Views")]).toBeNull();
    expect(row[head.indexOf("Likes")]).toBe(1250);
    expect(row[head.indexOf("Variant")]).toBe("B: One number");
  });
});
