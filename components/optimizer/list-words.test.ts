import { describe, expect, it } from "vitest";
import type { LeadWords, OptimizerCampaign } from "@/lib/contracts/optimizer";
import { NOTHING_TO_COMPARE } from "@/lib/domain/bandit/lead-words";
import { PLATFORMS } from "@/lib/platforms/platform";
import { listLead, ruleHint } from "./list-words";

const campaign = (marked: string | null, rest = ""): Pick<OptimizerCampaign, "platforms"> => {
  const lead: LeadWords = { marked, rest };
  return { platforms: [{ platform: PLATFORMS[0], lead, variants: 2, posts: 6 }] };
};

describe("all campaigns in one sentence", () => {
  it("tells nothing to compare from nothing that leads", () => {
    expect(listLead([campaign(null, NOTHING_TO_COMPARE)])).toBe(NOTHING_TO_COMPARE);
    expect(listLead([campaign(null, "A and B are level so far: about 9.")])).toBe(
      "No variant leads yet: none can be told from the next best.",
    );
  });

  it("counts those with a variant in the lead, and those that are proven", () => {
    expect(listLead([campaign("A leads"), campaign("B leads")])).toBe(
      "Every campaign has a variant in the lead; none is proven yet.",
    );
    expect(listLead([campaign("A wins"), campaign(null, NOTHING_TO_COMPARE)])).toBe(
      "1 of 2 campaigns has a variant in the lead; proven in 1.",
    );
  });
});

describe("a schedule's rule", () => {
  const rule = { accountHandle: "@northlight", timeZone: "Europe/Copenhagen", paused: false };
  const nextRunAt = "2026-11-26T12:00:00.000Z";

  it("names its clock, and gives the next time by the page's where that is another one", () => {
    expect(ruleHint({ ...rule, nextRunAt }, "UTC")).toBe(
      "On @northlight, by the clock of Europe/Copenhagen. Next: Thu 26 Nov 12:00 in UTC.",
    );
    const own = "On @northlight, by the clock of Europe/Copenhagen.";
    expect(ruleHint({ ...rule, nextRunAt }, "Europe/Copenhagen")).toBe(own);
    expect(ruleHint({ ...rule, nextRunAt, paused: true }, "UTC")).toBe(`${own} Paused.`);
  });
});
