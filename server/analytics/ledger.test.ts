import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { closeLedger } from "@/server/analytics/close-ledger";
import { ingestMetrics } from "@/server/analytics/ingest-metrics";
import { openLedger, takeChanges } from "@/server/analytics/ledger";
import { buildMissingRollups, rebuildRollups } from "@/server/analytics/rebuild-rollups";
import { recordObservations } from "@/server/analytics/record-observations";
import { variants } from "@/server/db/schema/campaigns";
import { posts } from "@/server/db/schema/posts";
import { metrics } from "@/server/db/schema/results";
import { postCounts, rollupCells, rollupQuarters } from "@/server/db/schema/rollups";
import { addPublishedPost } from "@/server/testing/published-post";
import {
  addAccount,
  addCampaign,
  addVariant,
  createWorld,
  type World,
} from "@/server/testing/world";

let world: World;
let accountId: string;
beforeAll(async () => {
  world = await createWorld();
  accountId = (await addAccount(world)).id;
});
afterAll(() => world.close());

const db = () => world.runtime.database.db;
const minute = (count: number) => new Date(Date.parse("2026-03-02T08:00:00Z") + count * 60_000);
const add = async (values = {}) => (await addPublishedPost(world, { accountId, ...values })).id;

const see = (postIds: readonly string[], at: Date, views: number) =>
  recordObservations(world.runtime, world.workspaceId, {
    ...{ source: "pull", observedAt: at },
    observations: postIds.map((postId) => ({ postId, counts: { views } })),
  });

const send = (id: string, postId: string, at: Date, conversions: number, delta = false) =>
  ingestMetrics(world.ctx(), {
    items: [{ id, postId, delta, metrics: { conversions }, observedAt: at.toISOString() }],
  });

async function totalOf(postId: string) {
  const [row] = await db().select().from(postCounts).where(eq(postCounts.postId, postId));
  return row;
}

const nothing = () => ({ workspaceId: world.workspaceId, posts: 0, quarters: 0, days: 0 });
const rebuilt = () => rebuildRollups(world.runtime, world.workspaceId);

it("keeps what was added after a total that comes late", async () => {
  const postId = await add();
  await send("added", postId, minute(30), 2, true);
  await send("total", postId, minute(20), 10);
  expect(await totalOf(postId)).toMatchObject({ conversions: 12 });
  await send("held by the total", postId, minute(10), 5, true);
  expect(await totalOf(postId)).toMatchObject({ conversions: 12 });
});

it("counts beyond what one raw row can hold, up and down", async () => {
  const postId = await add();
  await see([postId], minute(1), 5_000_000_001);
  expect(await totalOf(postId)).toMatchObject({ views: 5_000_000_001 });
  await see([postId], minute(2), 3);
  expect(await totalOf(postId)).toMatchObject({ views: 3 });
  expect(await rebuilt()).toEqual([nothing()]);
});

it("takes no number for a count that can be none", async () => {
  const postId = await add();
  await see([postId], minute(1), 7);
  await see([postId], minute(2), -1);
  await see([postId], minute(3), 1.5);
  await see([postId], minute(4), Number.MAX_VALUE);
  await see([postId], minute(5), 20_000_000_000_000);
  expect(await totalOf(postId)).toMatchObject({ views: 7, viewsAt: minute(1) });
});

it("takes no note of when a change was that a reading holds already", async () => {
  const postId = await add();
  await send("read", postId, minute(20), 10);
  await send("held", postId, minute(10), 5, true);
  expect(await totalOf(postId)).toMatchObject({ conversions: 10, firstAt: minute(20) });
});

it("loses no first count, whoever else counts the same posts first", async () => {
  const first = await add();
  const second = await add();
  const third = await add();
  await see([first], minute(1), 1);
  await Promise.all([
    see([first, second], minute(2), 10),
    see([second, third], minute(3), 20),
    see([third, first], minute(4), 30),
    see([third, second, first], minute(5), 40),
  ]);
  for (const id of [first, second, third]) expect(await totalOf(id)).toMatchObject({ views: 40 });
  expect(await rebuilt()).toEqual([nothing()]);
});

it("goes on counting for a variant that is gone where it began", async () => {
  const campaignId = (await addCampaign(world)).id;
  const variant = await addVariant(world, campaignId);
  const postId = await add({ campaignId, variantId: variant.id });
  await see([postId], minute(1), 5);
  const before = await totalOf(postId);
  await db().delete(variants).where(eq(variants.id, variant.id));
  await see([postId], minute(30), 8);
  expect((await totalOf(postId))?.cellId).toBe(before?.cellId);
  const [leaf] = await db()
    .select({ variantId: rollupCells.variantId, views: sql`sum(${rollupQuarters.views})::int` })
    .from(rollupCells)
    .innerJoin(rollupQuarters, eq(rollupQuarters.cellId, rollupCells.id))
    .where(eq(rollupCells.id, before?.cellId ?? 0))
    .groupBy(rollupCells.id);
  expect(leaf).toEqual({ variantId: variant.id, views: 8 });
  expect(await rebuilt()).toEqual([nothing()]);
});

it("knows when a post went out, also when that is told later", async () => {
  const postId = await add({ publishedAt: null });
  await see([postId], minute(1), 5);
  await db()
    .update(posts)
    .set({ publishedAt: minute(9) })
    .where(eq(posts.id, postId));
  expect((await totalOf(postId))?.publishedAt).toEqual(minute(9));
});

it("writes no older time over the one that a post is told to have gone out at meanwhile", async () => {
  const postId = await add({ publishedAt: minute(1) });
  await db().transaction(async (tx) => {
    const ledger = await openLedger(tx, world.workspaceId, [postId]);
    await tx
      .update(posts)
      .set({ publishedAt: minute(9) })
      .where(eq(posts.id, postId));
    const told = { source: "pull" as const, observedAt: minute(20).getTime() };
    for (const post of ledger.posts.values()) {
      takeChanges(ledger, post, { ...told, changes: { views: 1 } });
    }
    await closeLedger(tx, ledger);
  });
  expect((await totalOf(postId))?.publishedAt).toEqual(minute(9));
});

it("builds what was counted before there were rollups, once", async () => {
  await db().execute(sql`update post_counts set cell_id = null`);
  await db().execute(sql`delete from rollup_cells`);
  expect(await db().select().from(rollupQuarters)).toEqual([]);
  const [built] = await buildMissingRollups(world.runtime);
  expect(built).toMatchObject({ workspaceId: world.workspaceId, posts: 0, days: 0 });
  expect(built?.quarters).toBeGreaterThan(0);
  expect(await buildMissingRollups(world.runtime)).toEqual([]);
  const sum = async (query: Promise<{ views: number }[]>) =>
    (await query).reduce((total, { views }) => total + views, 0);
  const raw = await sum(db().select({ views: metrics.views }).from(metrics));
  const quarters = db()
    .select({ views: rollupQuarters.views })
    .from(rollupQuarters)
    .innerJoin(rollupCells, eq(rollupCells.id, rollupQuarters.cellId))
    .where(eq(rollupCells.kind, "leaf"));
  expect(await sum(quarters)).toBe(raw);
});
