import { describe, expect, it } from "vitest";
import type { ChannelPerformance, LearningChannel, PromptNode } from "@/lib/contracts/learning";
import { PLATFORMS } from "@/lib/platforms/platform";
import { channelLead, channelsLead, learntWords, type Said } from "./channel-words";

const performance: ChannelPerformance = {
  channel: {
    id: "c1",
    accountId: "a1",
    handle: "@northlight",
    displayName: "Northlight Coffee",
    platform: PLATFORMS[0],
    language: "en",
    languageLabel: "English",
    sandbox: false,
  },
  totalContent: 24,
  avgEngagement: 0.02,
  bestPrompt: null,
  worstPrompt: null,
  improvementRate: null,
  champion: { id: "p7", name: "P7", status: "champion" },
  challengers: 2,
  generation: 3,
  learnt: [],
  lineage: [],
  state: "waiting",
  stateReason: "Waits for 4 more results.",
  awaitingApproval: 0,
  lastRunAt: null,
};

const channel = (part: Partial<LearningChannel>): LearningChannel => ({
  ...performance,
  prompts: [],
  seedPromptId: "p1",
  rollbackTo: null,
  progress: {
    newSettled: 2,
    needed: 6,
    nextBreedAt: null,
    fruitlessGenerations: 0,
    fruitlessLimit: 3,
    placesFree: 1,
  },
  rules: {
    challengerPosts: 4,
    leaderPosts: 3,
    certainty: 0.8,
    gain: 0.02,
    probationPosts: 10,
    probationOwnPosts: 3,
    probationDone: null,
    probationOwnDone: null,
  },
  effects: [],
  unvaried: [],
  paused: false,
  pausedBy: null,
  pausedAt: null,
  runs: { items: [], acts: [], nextCursor: null },
  settings: {
    enabled: true,
    readyEvents: 100,
    gate: "usual",
    approvalRequired: false,
    callsPerCycle: 6,
  },
  ...part,
});

const leader = (settledPosts: number): PromptNode => ({
  ...performance.champion,
  operator: "seed",
  generation: 0,
  parents: [],
  directives: [],
  notes: [],
  text: "Write.",
  changes: [],
  why: null,
  citedPosts: [],
  model: null,
  seed: 1,
  evidence: {
    variants: 1,
    posts: settledPosts,
    settledPosts,
    views: 0,
    engagementRate: null,
    humanEdited: 0,
  },
  lift: null,
  pBetter: null,
  gain: null,
  over: null,
  awaitingSince: null,
  createdAt: "2026-11-02T09:00:00.000Z",
  promotedAt: null,
  retiredAt: null,
  can: { promote: false, reject: false, rollback: false },
});

const text = ({ before = "", marked = "", after }: Said) => before + marked + after;

describe("what a channel's page says first", () => {
  it("claims a gain only where the interval leaves out no change", () => {
    const proven = channelLead(channel({ improvementRate: { mean: 0.38, low: 0.22, high: 0.55 } }));
    expect(proven.marked).toBe("P7 earns about 38% more");
    expect(text(proven)).toContain("90% range: between 22% more and 55% more.");
    const open = channelLead(channel({ improvementRate: { mean: 0.05, low: -0.03, high: 0.15 } }));
    expect(open.marked).toBeUndefined();
    expect(text(open)).toContain("not proven yet");
  });

  it("says what is missing before anything is learnt", () => {
    expect(text(channelLead(channel({ generation: 0 })))).toContain("2 of 6 new results are in");
    const full = { ...channel({}).progress, placesFree: 0 };
    const tried: PromptNode = { ...leader(3), id: "p8", name: "P8", status: "challenger" };
    const early = { generation: 0, progress: full, challengers: 1 };
    expect(text(channelLead(channel({ ...early, prompts: [leader(3), tried] })))).toBe(
      "Nothing is proven yet: 1 other is being tried. To be judged, one needs 4 results of its own and 3 of P7's.",
    );
    const judged = { ...tried, evidence: { ...tried.evidence, settledPosts: 4 } };
    expect(text(channelLead(channel({ ...early, prompts: [leader(3), judged] })))).toContain(
      "still leads",
    );
    expect(text(channelLead(channel({ totalContent: 0 })))).toContain("no post of this channel");
    expect(text(channelLead(channel({})))).toContain("The first prompt still leads");
  });

  it("never says that nothing beat the first prompt once another was promoted", () => {
    const lift = { mean: 0.13, low: -0.2, high: 0.6 };
    const other = { ...leader(3), id: "p4", name: "P4", promotedAt: "2026-11-03T09:00:00.000Z" };
    const seedPromptId = performance.champion.id;
    const lead = (part: Partial<PromptNode>) =>
      text(channelLead(channel({ seedPromptId, prompts: [leader(5), { ...other, ...part }] })));
    const back = "P7 writes again: it was put back.";
    expect(lead({ lift })).toBe(`${back} By the results, P4 is not told apart from it yet.`);
    expect(lead({ lift: null })).toBe(back);
    expect(lead({ lift: { mean: 0.3, low: 0.1, high: 0.5 } })).toContain("between 10% more and");
    const waits = { promotedAt: null, awaitingSince: "2026-11-03T09:00:00.000Z" };
    expect(lead(waits)).toBe("P4 passed its test and waits for a decision.");
  });

  it("compares nothing while the one that leads has no result of its own", () => {
    const leads = channel({ prompts: [leader(0)] });
    expect(text(channelLead(leads))).toBe("P7 has no results of its own yet: nothing is compared.");
    expect(text(channelLead(channel({ prompts: [leader(5)] })))).toContain("still leads");
  });
});

describe("the channels in one sentence", () => {
  it("counts those that are proven, and what waits", () => {
    const better = { ...performance, improvementRate: { mean: 0.2, low: 0.1, high: 0.3 } };
    expect(text(channelsLead([better, { ...performance, awaitingApproval: 1 }]))).toBe(
      "On 1 of 2 channels, the writing earns more than it did at the start. 1 prompt waits for you.",
    );
    expect(text(channelsLead([performance]))).toBe(
      "Nothing is proven to earn more yet on the one channel.",
    );
  });

  it("tells how the champion writes", () => {
    const directive = { directive: "hook", directiveLabel: "Opening", from: "claim" };
    const learnt = [{ ...directive, fromLabel: "a claim", to: "number", toLabel: "a number" }];
    expect(learntWords({ ...performance, learnt })).toBe("P7 leads. Opening: a number.");
    expect(learntWords(performance)).toBe(
      "P7, the first prompt, leads. The channel has 24 results.",
    );
  });
});
