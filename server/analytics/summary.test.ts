import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { rateInterval } from "@/lib/domain/metrics";
import { getNeedCounts } from "@/server/analytics/get-need-counts";
import { getOverview } from "@/server/analytics/get-overview";
import { getSummary } from "@/server/analytics/get-summary";
import { recordObservations } from "@/server/analytics/record-observations";
import { metrics } from "@/server/db/schema/results";
import { pauseAll } from "@/server/schedules/pause-all";
import { addPublishedPost } from "@/server/testing/published-post";
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
let campaignId: string;
const posts: string[] = [];
beforeEach(async () => {
  world = await createWorld();
  const campaign = await addCampaign(world, { name: '=Launch, "autumn"/1' });
  campaignId = campaign.id;
  const a = await addVariant(world, campaign.id, { label: "=cmd|' /C calc'!A0" });
  const b = await addVariant(world, campaign.id, { ordinal: 1, label: "One number, first" });
  const account = await addAccount(world);
  const channel = await addAccount(world, { platform: "facebook", handle: "brews" });
  posts.length = 0;
  for (const variantId of [a.id, a.id, b.id]) {
    posts.push(
      (await addPublishedPost(world, { accountId: account.id, campaignId, variantId })).id,
    );
  }
  posts.push(
    (await addPublishedPost(world, { accountId: channel.id, campaignId, platform: "facebook" })).id,
  );
  await see("2026-03-02T09:30:00Z", [100, 200, 300, 50], [4, 6, 30, 5]);
  await see("2026-03-02T11:30:00Z", [150, 190, 400, 80], [5, 5, 44, 9]);
  world.runtime.clock.set(new Date("2026-03-02T12:00:00Z"));
});
afterEach(() => world.close());

const see = (at: string, views: number[], likes: number[]) =>
  recordObservations(world.runtime, world.workspaceId, {
    source: "pull",
    observedAt: new Date(at),
    observations: posts.map((postId, i) => ({
      postId,
      counts: { views: views[i] ?? 0, likes: likes[i] ?? 0 },
    })),
  });

const summary = (query: object = {}) => getSummary(world.ctx(), query);

describe("getSummary", () => {
  it("adds up exactly, by platform and variant", async () => {
    const view = await summary({ campaignId: [campaignId] });
    const stored = await world.runtime.database.db.select().from(metrics);
    expect(view.totals.counts.views).toBe(stored.reduce((sum, row) => sum + row.views, 0));
    expect(view.totals).toMatchObject({ posts: 4, counts: { views: 820, likes: 63 } });
    const parts = view.platforms.map((row) => [row.platform, row.posts, row.counts.views]);
    expect(parts).toEqual([
      ["facebook", 1, 80],
      ["x", 3, 740],
    ]);
    expect(view.variants.map((row) => [row.letter, row.posts, row.counts.views])).toEqual([
      [null, 1, 80],
      ["A", 2, 340],
      ["B", 1, 400],
    ]);
  });

  it("leaves unknown what a platform cannot tell", async () => {
    const view = await summary({ platform: ["facebook"] });
    expect(view.totals.counts).toMatchObject({ saves: null, clicks: 0 });
  });

  it("gives wider ranges than chance alone: posts of one variant differ", async () => {
    const { variants } = await summary({ campaignId: [campaignId], platform: ["x"] });
    expect(variants).toHaveLength(2);
    for (const { rate, counts } of variants) {
      const views = counts.views ?? 0;
      const chance = rateInterval((rate.value ?? 0) * views, views);
      const width = (rate.high ?? 0) - (rate.low ?? 0);
      expect(width).toBeGreaterThan(chance.high - chance.low);
    }
  });

  it("gives the rate of the goal with its interval", async () => {
    const rate = (await summary({ campaignId: [campaignId] })).variants[2]?.rate;
    expect(rate?.value).toBeCloseTo(0.11, 5);
    expect(rate?.low ?? 1).toBeLessThan(0.11);
    expect(rate?.high ?? 0).toBeGreaterThan(0.11);
  });

  it("cuts windows so that they add up", async () => {
    const noon = "2026-03-02T11:00:00Z";
    const before = await summary({ to: noon });
    const after = await summary({ from: noon });
    expect([before.totals.counts.views, after.totals.counts.views]).toEqual([650, 170]);
    expect([before.totals.posts, after.totals.posts]).toEqual([4, 0]);
  });

  it("draws the series in the workspace's zone, gaps and all", async () => {
    const { series } = await summary({ from: "2026-03-01T23:00:00Z", campaignId: [campaignId] });
    expect(series.bucket).toBe("hour");
    expect(series.points[0]?.at).toBe("2026-03-01T23:00:00.000Z");
    expect(series.points).toHaveLength(14);
    expect(
      series.points.filter((point) => point.views !== 0).map((p) => [p.at, p.views, p.engagements]),
    ).toEqual([
      ["2026-03-02T09:00:00.000Z", 650, 45],
      ["2026-03-02T11:00:00.000Z", 170, 18],
    ]);
  });

  it("never mixes the sandbox with real accounts", async () => {
    const real = await addAccount(world, { sandbox: false });
    await addPublishedPost(world, { accountId: real.id, campaignId });
    const view = await summary({ campaignId: [campaignId] });
    expect([view.totals.posts, view.realPostsLeftOut]).toEqual([4, 1]);
  });

  it("shows another workspace nothing", async () => {
    const other = await addWorkspace(world.runtime, "Halden");
    const ctx = contextFor(world.runtime, other.workspaceId, other.userId, "owner");
    await expect(getSummary(ctx, { campaignId: [campaignId] })).rejects.toMatchObject({
      code: "not_found",
    });
    expect((await getSummary(ctx, {})).totals).toMatchObject({ posts: 0, counts: { views: 0 } });
    expect((await getOverview(ctx)).justOut).toEqual([]);
  });
});

it("tells the last seven days in figures, as the first page does", async () => {
  const { kpis } = await summary({ from: "2026-02-23T23:00:00Z" });
  const shown = kpis.filter(({ key }) => /^(views|engagementRate|clickRate|posts)$/.test(key));
  expect(shown.map(({ key, value }) => [key, value])).toEqual([
    ["views", 820],
    ["engagementRate", 63 / 820],
    ["clickRate", 0],
    ["posts", 4],
  ]);
  expect(kpis[0]?.spark).toEqual([0, 0, 0, 0, 0, 0, 820]);
});

describe("getOverview", () => {
  it("tells the day, the week and what just went out", async () => {
    const view = await getOverview(world.ctx());
    expect(view.today).toEqual({ planned: 4, out: 4, failed: 0 });
    expect(view.justOut.reduce((sum, post) => sum + (post.views ?? 0), 0)).toBe(820);
    expect(view.recent.usual).toBeNull();
    expect(view.finding).toBeNull();
  });

  it("gives a post to the day that it went out on, as the list beside it does", async () => {
    const account = await addAccount(world, { handle: "@late" });
    const due = new Date("2026-03-01T20:00:00Z");
    const out = new Date("2026-03-02T01:00:00Z");
    await addPublishedPost(world, { accountId: account.id, dueAt: due, publishedAt: out });
    await addPublishedPost(world, { accountId: account.id, publishedAt: due });
    await addPublishedPost(world, { accountId: account.id, visibility: "draft" });
    const { today, justOut, recent } = await getOverview(world.ctx());
    expect(today).toEqual({ planned: 5, out: 5, failed: 0 });
    expect(recent.marks).toHaveLength(5);
    expect(justOut.every((post) => post.publishedAt !== null)).toBe(true);
  });

  it("lists what needs a person", async () => {
    const account = await addAccount(world, {
      status: "action_required",
      statusReason: "Access ended.",
    });
    const due = new Date("2026-03-02T14:00:00Z");
    const late = new Date("2026-03-02T15:00:00Z");
    const ahead = { accountId: account.id, publishedAt: null, externalId: null, deadlineAt: late };
    await addPublishedPost(world, { ...ahead, status: "queued", dueAt: due });
    await addPublishedPost(world, {
      ...ahead,
      status: "awaiting_approval",
      dueAt: new Date("2026-03-02T14:05:00Z"),
    });
    const own = await addPublishedPost(world, {
      ...{ ...ahead, status: "awaiting_approval", ownContent: true },
      dueAt: new Date("2026-03-02T14:50:00Z"),
    });
    await addPublishedPost(world, {
      ...ahead,
      status: "parked",
      problem: "No answer.",
      dueAt: new Date("2026-03-02T08:00:00Z"),
    });
    const view = await getOverview(world.ctx());
    expect(view.needs.map((need) => [need.kind, need.gapMinutes])).toEqual([
      ["approval", null],
      ["own_approval", null],
      ["uncertain", null],
      ["account", null],
      ["conflict", 5],
    ]);
    expect(await getNeedCounts(world.ctx())).toEqual({
      ...{ calendar: 1, approvals: 0, posts: 2, accounts: 1 },
    });
    expect(view.needs[1]).toMatchObject({ id: own.id, count: 1, at: own.dueAt.toISOString() });
    expect(view.next).toMatchObject({
      leftThisWeek: 3,
      items: [{ status: "queued" }, { status: "awaiting_approval" }, { id: own.id }],
    });
  });

  it("counts the same trouble of one account once", async () => {
    const account = await addAccount(world, { handle: "@quiet" });
    const fails = { accountId: account.id, publishedAt: null, externalId: null };
    for (const hour of ["07", "08", "10"]) {
      const dueAt = new Date(`2026-03-02T${hour}:00:00Z`);
      const problemCode = hour === "10" ? "duplicate" : "spam";
      await addPublishedPost(world, { ...fails, dueAt, status: "failed", problemCode });
    }
    const { needs } = await getOverview(world.ctx());
    expect(needs).toMatchObject([
      { kind: "failed", count: 1, at: "2026-03-02T10:00:00.000Z" },
      { kind: "failed", count: 2, accountId: account.id, at: "2026-03-02T08:00:00.000Z" },
    ]);
    expect(await getNeedCounts(world.ctx())).toEqual({
      ...{ calendar: 0, approvals: 0, posts: 2, accounts: 0 },
    });
  });

  it("says who paused everything, and how many slots that cost", async () => {
    await pauseAll(world.ctx(), true);
    const account = await addAccount(world, { handle: "@held" });
    const held = { accountId: account.id, publishedAt: null, externalId: null };
    const skipped = { ...held, status: "skipped" as const, problemCode: "all_paused" };
    for (const _ of [1, 2]) await addPublishedPost(world, skipped);
    await addPublishedPost(world, { ...held, status: "skipped" });
    const view = await getOverview(world.ctx());
    expect(view.pause).toEqual({ by: "Ines Moreau", at: "2026-03-02T12:00:00.000Z" });
    expect(view.skippedWhilePaused).toBe(2);
    expect(view.needs).toMatchObject([{ kind: "paused", reason: "Ines Moreau" }]);
    await pauseAll(world.ctx(), false);
    expect(await getOverview(world.ctx())).toMatchObject({ pause: null, needs: [] });
  });
});
