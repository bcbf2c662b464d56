import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { OptimizerPanel } from "@/lib/contracts/optimizer";
import type { Ctx } from "@/server/context";
import { posts, schedules } from "@/server/db/schema/posts";
import { optimizerDecisions } from "@/server/db/schema/results";
import { uuidv7 } from "@/server/db/uuid";
import { exportDecisions } from "@/server/optimizer/export-decisions";
import { getOptimizerPanel } from "@/server/optimizer/get-optimizer-panel";
import { listDecisions } from "@/server/optimizer/list-decisions";
import { listOptimizerCampaigns } from "@/server/optimizer/list-optimizer-campaigns";
import { countPosts } from "@/server/testing/count-posts";
import {
  addAccount,
  addCampaign,
  addVariant,
  addWorkspace,
  contextFor,
  createWorld,
  type World,
} from "@/server/testing/world";

let world: World;
let ctx: Ctx;

beforeEach(async () => {
  world = await createWorld();
  ctx = world.ctx();
});
afterEach(() => world.close());

type NewPost = Partial<typeof posts.$inferInsert>;
type NewDecision = Partial<typeof optimizerDecisions.$inferInsert>;

async function setUp() {
  const account = await addAccount(world);
  const campaign = await addCampaign(world, { objective: "ctr", platforms: ["x", "blog"] });
  const a = await addVariant(world, campaign.id, { ordinal: 0, label: "A question" });
  const b = await addVariant(world, campaign.id, { ordinal: 1, label: "One number first" });
  const addPost = async (hours: number, values: NewPost = {}) => {
    const at = new Date(ctx.now().getTime() + hours * 3_600_000);
    const [post] = await ctx.db
      .insert(posts)
      .values({
        ...{ workspaceId: world.workspaceId, campaignId: campaign.id, accountId: account.id },
        ...{ platform: "x", slotAt: at, dueAt: at, nextAt: at, status: "published" },
        deadlineAt: new Date(at.getTime() + 3_600_000),
        publishedAt: hours < 0 ? at : null,
        idempotencyKey: uuidv7(),
        ...values,
      })
      .returning();
    if (!post) throw new Error("nothing was inserted");
    return post;
  };
  const addResult = async (hours: number, variantId: string, clicks: number) => {
    const post = await addPost(hours, { variantId });
    const base = { workspaceId: world.workspaceId, postId: post.id, observedAt: ctx.now() };
    await countPosts(ctx.db, [
      { ...base, source: "pull", views: 1100, likes: 4, clicks: clicks + 2 },
      { ...base, source: "pull", views: -100, clicks: -2 },
    ]);
    return post;
  };
  const addDecision = async (post: typeof posts.$inferSelect, values: NewDecision = {}) => {
    await ctx.db.insert(optimizerDecisions).values({
      ...{ workspaceId: world.workspaceId, campaignId: campaign.id, platform: "x" },
      ...{ postId: post.id, variantId: post.variantId, kind: "exploit", policy: "ucb1" },
      ...{ candidates: [], reason: "Chose A.", numbers: {}, decidedAt: post.dueAt, ...values },
    });
  };
  return { account, campaign, a, b, addPost, addResult, addDecision };
}

const panel = (campaignId: string, more: { cursor?: string; limit?: number } = {}) =>
  getOptimizerPanel(ctx, { campaignId, platform: "x", limit: 20, ...more });

describe("getOptimizerPanel", () => {
  it("tells per variant what its posts have earned, with a range", async () => {
    const { campaign, a, b, addPost, addResult } = await setUp();
    for (const hours of [-9, -8, -7]) await addResult(hours, a.id, 10);
    for (const hours of [-6, -5, -4]) await addResult(hours, b.id, 12);
    await addPost(-1, { variantId: b.id });
    await addPost(-2, { variantId: a.id, status: "failed" });
    const view = OptimizerPanel.parse(await panel(campaign.id));
    const [armA, armB] = view.arms;
    expect(armA).toMatchObject({ letter: "A", posts: 3, pending: 0, rawRate: 0.01, leads: false });
    expect(armB).toMatchObject({ letter: "B", posts: 3, pending: 1, rawRate: 0.012, leads: true });
    // Drawn to each other: three posts of each say little.
    expect(armA?.rate).toBeGreaterThan(0.01);
    expect(armB?.rate).toBeLessThan(0.012);
    expect((armA?.pBest ?? 0) + (armB?.pBest ?? 0)).toBeCloseTo(1, 6);
    // By the same estimates as the two beside it, so that it always lies between them.
    expect(view.averageRate).toBeCloseTo(((armA?.rate ?? 0) + (armB?.rate ?? 0)) / 2, 12);
    expect(armB?.effectivePosts).toBeGreaterThan(1);
    expect(armB?.curve.length).toBeGreaterThan(10);
    expect(armB?.nextShare).toBeGreaterThan(0);
    expect(armB?.totals).toMatchObject({ views: 3000, clicks: 36, likes: 12, saves: 0 });
    expect(armB?.interval?.low).toBeLessThan(0.012);
    expect(armB?.interval?.high).toBeGreaterThan(0.012);
    expect(view).toMatchObject({ state: "leads", posts: 6, views: 6000, sandbox: "all" });
    expect(view.lead.marked).toBe("B leads");
    expect(view.lead.rest).toContain("not proven yet");
    expect(view.winner).toMatchObject({ state: "open", badge: "Not proven yet", letter: "B" });
    // As many posts of each, whatever reach they had: nothing was steered yet.
    expect(view.evenSplit).toMatchObject({ lift: 0, low: 0, high: 0 });
    expect(view.evenSplit?.words).toContain("as often as the others");
    expect(view.reward).toMatchObject({ kind: "ctr", fallback: null, scale: 1000 });
    expect(view.evenSplitOffer).toContain("Only two variants");
    // Nobody decided these posts by the optimizer, so the gain is not Bandwagon's.
    expect(view.evenSplit?.ownOnly).toBe(false);
    expect(view.roll).toHaveLength(7);
    expect(view.roll.map((mark) => mark.letter).join("")).toBe("AAABBBB");
  });

  it("gives the realised ratio of learning to earning, and leaves people's choices out", async () => {
    const { campaign, a, b, addPost, addDecision } = await setUp();
    const kinds = [
      "cold_start",
      "cold_start",
      "exploit",
      "exploit",
      "explore",
      "override",
    ] as const;
    for (const [i, kind] of kinds.entries()) {
      const post = await addPost(i - 10, { variantId: i % 2 ? b.id : a.id });
      await addDecision(post, { kind });
    }
    const { exploration, roll } = await panel(campaign.id);
    expect(exploration).toMatchObject({ decisions: 6, explored: 3, exploited: 2, ratio: 0.6 });
    expect(exploration.realised).toEqual({ coldStart: 0.4, worthLearning: 0.2, floor: 0 });
    expect(exploration.kinds).toMatchObject({ cold_start: 2, override: 1, rotation: 0 });
    expect(roll.map((mark) => mark.hollow)).toEqual([true, true, false, false, true, false]);
  });

  it("counts turns neither as learning nor as earning", async () => {
    const { campaign, a, b, addPost, addDecision } = await setUp();
    for (const i of [0, 1, 2, 3]) {
      const post = await addPost(i - 10, { variantId: i % 2 ? b.id : a.id });
      await addDecision(post, { kind: "explore", policy: "round_robin" });
    }
    const { exploration, roll, decisions } = await panel(campaign.id);
    expect(exploration).toMatchObject({ decisions: 4, explored: 0, ratio: null, realised: null });
    expect(exploration.kinds).toMatchObject({ explore: 0, rotation: 4 });
    expect(roll.some((mark) => mark.hollow)).toBe(false);
    expect(decisions.items.every(({ kind }) => kind === "rotation")).toBe(true);
  });

  it("takes the gain for its own only where it chose every post", async () => {
    const { campaign, a, b, addPost, addResult, addDecision } = await setUp();
    for (const hours of [-9, -8, -7]) await addDecision(await addResult(hours, a.id, 10));
    for (const hours of [-6, -5, -4]) await addDecision(await addResult(hours, b.id, 12));
    expect((await panel(campaign.id)).evenSplit?.ownOnly).toBe(true);
    await addDecision(await addPost(-1, { variantId: b.id }), { kind: "override" });
    expect((await panel(campaign.id)).evenSplit?.ownOnly).toBe(false);
  });

  it("names the person who overrode, why, and what would have been chosen", async () => {
    const { campaign, a, b, addPost, addDecision } = await setUp();
    const overrideNote = "The client wants the question on launch day.";
    const post = await addPost(-3, { variantId: a.id, overrideNote });
    const reason = "Chose A because a person pinned it; Bandwagon would have chosen B.";
    const decidedBy = world.userId;
    await addDecision(post, { kind: "override", wouldHaveChosen: b.id, decidedBy, reason });
    const { decisions } = await panel(campaign.id);
    expect(decisions).toMatchObject({ total: 1, nextCursor: null });
    expect(decisions.items[0]).toMatchObject({
      ...{ letter: "A", who: "Ines Moreau", byPerson: true, wouldHaveChosen: "B" },
      ...{ overrideNote, reason },
    });
  });

  it("shows coming slots with what would be chosen now, or the person's pin", async () => {
    const { campaign, a, b, addPost } = await setUp();
    await addPost(1, { status: "planned" });
    await addPost(2, {
      ...{ status: "planned", pinnedVariantId: b.id, overriddenBy: world.userId },
    });
    await addPost(3, { status: "planned" });
    await addPost(4, { status: "skipped" });
    const { nextSlots, exploration } = await panel(campaign.id);
    expect(nextSlots).toHaveLength(3);
    expect(nextSlots[0]).toMatchObject({
      odds: [{ variantId: a.id, letter: "A" }, { letter: "B" }],
      learning: true,
    });
    const shares = nextSlots[0]?.odds.map(({ share }) => share) ?? [];
    expect(shares[0]).toBeCloseTo(0.975, 9);
    expect(shares[1]).toBeCloseTo(0.025, 9);
    expect(nextSlots[1]).toMatchObject({
      pinned: { letter: "B" },
      pinnedBy: "Ines Moreau",
      odds: [],
    });
    expect(exploration.ratio).toBeNull();
    expect(exploration.plannedRatio).not.toBeNull();
  });

  it("promises nothing for a paused schedule, and puts its slots last", async () => {
    const { account, campaign, addPost } = await setUp();
    const [schedule] = await ctx.db
      .insert(schedules)
      .values({
        ...{ workspaceId: world.workspaceId, campaignId: campaign.id, accountId: account.id },
        ...{ cron: "0 9 * * *", timeZone: "UTC", paused: true },
      })
      .returning();
    await addPost(-0.5, { status: "planned", scheduleId: schedule?.id });
    await addPost(2, { status: "planned" });
    const { nextSlots } = await panel(campaign.id);
    expect(nextSlots[0]).toMatchObject({ paused: false, overdue: false });
    expect(nextSlots[0]?.odds).not.toEqual([]);
    expect(nextSlots[1]).toMatchObject({ paused: true, overdue: true, odds: [], learning: false });
  });

  it("counts the posts that the roll shows, and names those decided but not out", async () => {
    const { campaign, a, addPost, addDecision } = await setUp();
    for (const hours of [-3, -2]) await addDecision(await addPost(hours, { variantId: a.id }));
    await addDecision(await addPost(-1, { variantId: a.id, status: "failed" }));
    const { exploration, roll, decisions } = await panel(campaign.id);
    expect(roll).toHaveLength(2);
    expect(exploration).toMatchObject({ decisions: 2, exploited: 2, notOut: 1 });
    expect(decisions.total).toBe(3);
  });

  it("pages the log in the order of the decisions", async () => {
    const { campaign, a, addPost, addDecision } = await setUp();
    for (let i = 0; i < 5; i++) await addDecision(await addPost(i - 10, { variantId: a.id }));
    const first = await panel(campaign.id, { limit: 2 });
    const cursor = first.decisions.nextCursor ?? "";
    const rest = await listDecisions(ctx, { campaignId: campaign.id, cursor, limit: 10 });
    const times = [...first.decisions.items, ...rest.items].map((item) => item.at);
    expect(times).toHaveLength(5);
    expect(times).toEqual(times.toSorted().toReversed());
    await expect(
      listDecisions(ctx, { campaignId: campaign.id, cursor: "no", limit: 10 }),
    ).rejects.toMatchObject({ code: "invalid" });
  });

  it("answers another workspace as if the campaign did not exist", async () => {
    const { campaign } = await setUp();
    const other = await addWorkspace(world.runtime, "Someone else");
    const stranger = contextFor(world.runtime, other.workspaceId, other.userId, "owner");
    const query = { campaignId: campaign.id, limit: 10 };
    const refusal = { code: "not_found" };
    await expect(getOptimizerPanel(stranger, query)).rejects.toMatchObject(refusal);
    await expect(listDecisions(stranger, query)).rejects.toMatchObject(refusal);
    await expect(exportDecisions(stranger, query)).rejects.toMatchObject(refusal);
    expect((await listOptimizerCampaigns(stranger, { limit: 10 })).items).toEqual([]);
  });

  it("knows only the platforms of the campaign", async () => {
    const { campaign } = await setUp();
    await expect(
      getOptimizerPanel(ctx, { campaignId: campaign.id, platform: "youtube", limit: 10 }),
    ).rejects.toMatchObject({ code: "not_found" });
    const { arms, lead } = await getOptimizerPanel(ctx, {
      ...{ campaignId: campaign.id, platform: "blog" as const, limit: 10 },
    });
    expect(arms).toEqual([]);
    expect(lead.rest).toContain("Nothing to compare yet");
  });
});

describe("listOptimizerCampaigns", () => {
  it("says for each campaign and platform what is known", async () => {
    const { campaign, a, b, addResult } = await setUp();
    for (const hours of [-9, -8, -7]) await addResult(hours, a.id, 30);
    for (const hours of [-6, -5, -4]) await addResult(hours, b.id, 12);
    const { items } = await listOptimizerCampaigns(ctx, { limit: 10 });
    expect(items[0]).toMatchObject({ id: campaign.id, posts: 6, decisions: 0 });
    expect(items[0]?.platforms[0]).toMatchObject({ platform: "x", variants: 2, posts: 6 });
    expect(items[0]?.platforms[0]?.lead.marked).toMatch(/^A /);
  });
});

describe("exportDecisions", () => {
  it("sends every decision as a row and disarms formulas", async () => {
    const { campaign, a, addPost, addDecision } = await setUp();
    const post = await addPost(-3, { variantId: a.id, overrideNote: '=HYPERLINK("x")' });
    await addDecision(post, {
      kind: "override",
      reason: "Posted A, as asked.",
      decidedBy: world.userId,
    });
    const response = await exportDecisions(ctx, { campaignId: campaign.id });
    expect(response.headers.get("content-type")).toContain("text/csv");
    const lines = (await response.text()).trimEnd().split("\r\n");
    expect(lines).toHaveLength(2);
    expect(lines[1]).toContain('"Posted A, as asked."');
    expect(lines[1]).toContain(`"'=HYPERLINK(""x"")"`);
    expect(lines[1]).toContain("Ines Moreau");
  });
});
