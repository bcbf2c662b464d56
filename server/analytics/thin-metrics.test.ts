import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { COMPARED_AGES_S } from "@/lib/domain/compared-ages";
import { countPostsOut } from "@/server/analytics/count-posts-out";
import { getContentEngagement } from "@/server/analytics/get-content-engagement";
import { ingestMetrics } from "@/server/analytics/ingest-metrics";
import { keepZone } from "@/server/analytics/keep-zone";
import { rebuildRollups } from "@/server/analytics/rebuild-rollups";
import { recordObservations } from "@/server/analytics/record-observations";
import { thinMetrics } from "@/server/analytics/thin-metrics";
import { metrics } from "@/server/db/schema/results";
import { postCounts, rollupDays, rollupQuarters } from "@/server/db/schema/rollups";
import { readRawRows } from "@/server/reports/raw-rows";
import { readWindow } from "@/server/reports/report-window";
import { addPublishedPost } from "@/server/testing/published-post";
import { addAccount, createWorld, type World } from "@/server/testing/world";
import { updateWorkspace } from "@/server/workspaces/update-workspace";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const PUBLISHED_AT = Date.parse("2026-03-02T09:00:00Z");

let world: World;
let postId: string;

beforeAll(async () => {
  world = await createWorld();
  const account = await addAccount(world);
  postId = (await addPublishedPost(world, { accountId: account.id })).id;
  await keepZone(world.runtime, world.workspaceId, "Asia/Kathmandu");
  await countPostsOut(world.runtime);
});
afterAll(() => world.close());

const db = () => world.runtime.database.db;
const rows = () => db().select().from(metrics).orderBy(metrics.observedAt);

const see = (at: number, counts: { views: number; likes: number }) =>
  recordObservations(world.runtime, world.workspaceId, {
    ...{ source: "pull", observedAt: new Date(at) },
    observations: [{ postId, counts }],
  });

const convert = (id: string, at: number, conversions: number) =>
  ingestMetrics(world.ctx(), {
    items: [
      { id, postId, delta: true, metrics: { conversions }, observedAt: new Date(at).toISOString() },
    ],
  });

const keepFor = (rawDays: number | null) => updateWorkspace(world.ctx(), { settings: { rawDays } });

/** What the post had at each age that posts are compared at. */
async function readAges() {
  const all = await rows();
  return COMPARED_AGES_S.map((age) => {
    const until = all.filter((row) => row.observedAt.getTime() <= PUBLISHED_AT + age * 1000);
    return [until.length > 0, until.reduce((sum, { views, likes }) => sum + views - likes, 0)];
  });
}

async function readKept() {
  const [totals] = await db().select().from(postCounts).where(eq(postCounts.postId, postId));
  const { carriedTo: _, ...counts } = totals ?? { carriedTo: null };
  return {
    counts,
    quarters: await db()
      .select()
      .from(rollupQuarters)
      .orderBy(rollupQuarters.bucket, rollupQuarters.cellId),
    days: await db().select().from(rollupDays).orderBy(rollupDays.day, rollupDays.cellId),
  };
}

describe("raw counts that are kept no longer", () => {
  it("stay for ever unless the workspace says otherwise", async () => {
    let views = 0;
    for (const hours of [1, 2, 6, 7, 24, 25, 30, 48, 72, 100, 168, 170, 400, 1000]) {
      views += hours % 7 === 0 ? -3 : hours;
      await see(PUBLISHED_AT + hours * HOUR_MS, { views, likes: hours });
    }
    world.runtime.clock.set(new Date(PUBLISHED_AT + 50 * DAY_MS));
    await convert("early", PUBLISHED_AT + HOUR_MS, 4);
    expect(await thinMetrics(world.runtime)).toBe(0);
    expect(await rows()).toHaveLength(15);
  });

  it("are folded once a day, and every total, rollup and age keeps what it had", async () => {
    const before = { kept: await readKept(), ages: await readAges() };
    await keepFor(30);
    expect(await thinMetrics(world.runtime)).toBe(1);
    expect(await readKept()).toEqual(before.kept);
    expect(await readAges()).toEqual(before.ages);
    const left = await rows();
    expect(left.filter(({ source }) => source !== "carried")).toHaveLength(1);
    expect(left.length).toBeLessThanOrEqual(COMPARED_AGES_S.length + 2);
    world.runtime.clock.set(new Date(PUBLISHED_AT + 50.5 * DAY_MS));
    expect(await thinMetrics(world.runtime)).toBe(0);
  });

  it("leave days that hold what came in over many, and are said to", async () => {
    const view = await getContentEngagement(world.ctx(), postId, { timeZone: "UTC" });
    const carried = (await rows()).filter(({ source }) => source === "carried");
    expect(view.foldedTo).toBe(carried.at(-1)?.observedAt.toISOString());
    expect(view.days.reduce((sum, { views }) => sum + views, 0)).toBe(view.counts.views);
  });

  it("are not counted twice when they are told again", async () => {
    const before = await readKept();
    for (const at of [PUBLISHED_AT + HOUR_MS, PUBLISHED_AT + 50 * DAY_MS]) {
      const { results } = await convert("early", at, 4);
      expect(results.map(({ status }) => status)).toEqual(["duplicate"]);
    }
    const { results } = await convert("late", PUBLISHED_AT + HOUR_MS, 4);
    expect(results.map(({ status }) => status)).toEqual(["stale"]);
    await see(PUBLISHED_AT + 170 * HOUR_MS, { views: 1, likes: 1 });
    expect(await readKept()).toEqual(before);
  });

  it("leave rollups that can still be built anew", async () => {
    await see(PUBLISHED_AT + 50 * DAY_MS, { views: 90, likes: 2 });
    const before = await readKept();
    const nothing = { workspaceId: world.workspaceId, posts: 0, quarters: 0, days: 0 };
    expect(await rebuildRollups(world.runtime, world.workspaceId)).toEqual([nothing]);
    await db().delete(rollupDays);
    const [rebuilt] = await rebuildRollups(world.runtime, world.workspaceId);
    expect(rebuilt).toEqual({ ...nothing, days: before.days.length });
    expect(await readKept()).toEqual(before);
  });

  it("tell a backup that lost it up to when they were folded", async () => {
    await convert("since", PUBLISHED_AT + 50 * DAY_MS + HOUR_MS, 2);
    const counted = await readKept();
    await db().update(postCounts).set({ carriedTo: null, viewsAt: null, conversionsAt: null });
    const [rebuilt] = await rebuildRollups(world.runtime, world.workspaceId);
    expect(rebuilt).toMatchObject({ posts: 1, quarters: 0, days: 0 });
    // What was sent as a change is no reading.
    expect((await readKept()).counts).toMatchObject({
      ...{ views: 90, conversions: 6 },
      ...{ viewsAt: new Date(PUBLISHED_AT + 50 * DAY_MS), conversionsAt: null },
    });
    const { results } = await convert("folded long ago", PUBLISHED_AT + HOUR_MS, 9);
    expect(results.map(({ status }) => status)).toEqual(["stale"]);
    expect((await readKept()).quarters).toEqual(counted.quarters);
  });

  it("are folded further as time passes", async () => {
    const before = { kept: await readKept(), ages: await readAges() };
    world.runtime.clock.set(new Date(PUBLISHED_AT + 90 * DAY_MS));
    expect(await thinMetrics(world.runtime)).toBe(1);
    expect((await rows()).every(({ source }) => source === "carried")).toBe(true);
    expect({ kept: await readKept(), ages: await readAges() }).toEqual(before);
  });

  it("leave a file of raw rows half that is being read meanwhile, and it breaks off", async () => {
    const begin = new Date(PUBLISHED_AT + 70 * DAY_MS);
    await db().execute(sql`
      insert into metrics (workspace_id, post_id, source, observed_at, views)
      select ${world.workspaceId}::uuid, ${postId}::uuid, 'pull',
        ${begin.toISOString()}::timestamptz + make_interval(secs => n), 1
      from generate_series(1, 5001) n`);
    const window = await readWindow(world.ctx(), { from: begin.toISOString() });
    const pages = () => readRawRows(db(), window)[Symbol.asyncIterator]();
    const untouched = pages();
    expect((await untouched.next()).value).toHaveLength(5000);
    expect((await untouched.next()).value).toHaveLength(1);
    expect((await untouched.next()).done).toBe(true);
    const half = pages();
    await half.next();
    world.runtime.clock.set(new Date(PUBLISHED_AT + 120 * DAY_MS));
    expect(await thinMetrics(world.runtime)).toBe(1);
    await expect(half.next()).rejects.toThrow("folded");
    const later = await readWindow(world.ctx(), {
      from: new Date(PUBLISHED_AT + 80 * DAY_MS).toISOString(),
    });
    expect((await readRawRows(db(), later).next()).done).toBe(true);
  });
});
