import { afterAll, beforeAll, expect, it } from "vitest";
import { applyResults } from "@/lib/api/apply-results";
import { getContentEngagement } from "@/server/analytics/get-content-engagement";
import { getOverview } from "@/server/analytics/get-overview";
import { getSummary } from "@/server/analytics/get-summary";
import { ingestMetrics } from "@/server/analytics/ingest-metrics";
import { listLeaders } from "@/server/analytics/list-leaders";
import { rebuildRollups } from "@/server/analytics/rebuild-rollups";
import { recordObservations } from "@/server/analytics/record-observations";
import { rollupCells } from "@/server/db/schema/rollups";
import { getPost } from "@/server/posts/get-post";
import { readPatch } from "@/server/realtime/read-missed";
import { addPublishedPost } from "@/server/testing/published-post";
import { addAccount, createWorld, type World } from "@/server/testing/world";

let world: World;
let x: string;
let film: string;

beforeAll(async () => {
  world = await createWorld();
  const own = await addAccount(world);
  const channel = await addAccount(world, { platform: "youtube", handle: "brews" });
  x = (await addPublishedPost(world, { accountId: own.id })).id;
  film = (await addPublishedPost(world, { accountId: channel.id, platform: "youtube" })).id;
  await read("2026-03-02T09:30:00Z", { [x]: { views: 100, clicks: 10 }, [film]: { views: 900 } });
  world.runtime.clock.set(new Date("2026-03-02T12:00:00Z"));
});
afterAll(() => world.close());

const read = (at: string, seen: Record<string, { views: number; clicks?: number }>) =>
  recordObservations(world.runtime, world.workspaceId, {
    source: "pull",
    observedAt: new Date(at),
    observations: Object.entries(seen).map(([postId, counts]) => ({ postId, counts })),
  });

const report = (id: string, metrics: object, observedAt = "2026-03-02T10:00:00Z") =>
  ingestMetrics(world.ctx(), {
    items: [{ id, postId: film, delta: false, metrics, observedAt }],
  });

const figures = async () => {
  const { kpis, platforms } = await getSummary(world.ctx(), {});
  const clicksOn = (name: string) =>
    platforms.find(({ platform }) => platform === name)?.counts.clicks;
  return {
    rate: kpis.find(({ key }) => key === "clickRate")?.value,
    conversions: kpis.find(({ key }) => key === "conversions")?.value,
    clicks: [clicksOn("x"), clicksOn("youtube")],
  };
};
const leaderOf = async (id: string) =>
  (await listLeaders(world.ctx(), { sort: "views", limit: 9 })).items.find(
    ({ postId }) => postId === id,
  );

it("shows what nobody has told as unknown, and leaves its views out of the rate", async () => {
  expect(await figures()).toEqual({ rate: 0.1, conversions: null, clicks: [10, null] });
  expect((await leaderOf(film))?.counts).toMatchObject({ views: 900, clicks: null });
  expect((await getContentEngagement(world.ctx(), film, {})).counts.clicks).toBeNull();
  expect((await getPost(world.ctx(), film)).counts).toMatchObject({ clicks: null, views: 900 });
  const { justOut } = await getOverview(world.ctx());
  expect(justOut.find(({ id }) => id === film)).toMatchObject({ views: 900, clicks: null });
});

it("knows a zero that was told, and counts its views from then on", async () => {
  const before = await getSummary(world.ctx(), {});
  await report("zero", { clicks: 0 });
  expect(await figures()).toEqual({ rate: 0.01, conversions: null, clicks: [10, 0] });
  expect((await leaderOf(film))?.counts.clicks).toBe(0);
  expect((await getPost(world.ctx(), film)).counts?.clicks).toBe(0);
  await report("sale", { conversions: 3 });
  expect((await figures()).conversions).toBe(3);
  const { seq } = await getSummary(world.ctx(), {});
  const span = { workspaceId: world.workspaceId, after: before.seq, to: seq };
  const patch = await readPatch(world.runtime.database.db, { ...span, campaignId: null });
  // Rates that left its views out can't be put right by the change alone.
  expect(patch && applyResults(before, {}, patch)).toBe("refetch");
});

it("knows it of the whole past, in a window in which nothing came", async () => {
  const { platforms } = await getSummary(world.ctx(), { to: "2026-03-02T09:45:00Z" });
  expect(platforms.map(({ platform, counts }) => [platform, counts.clicks])).toEqual([
    ["x", 10],
    ["youtube", 0],
  ]);
});

it("takes short links for measuring before the first click", async () => {
  const shop = await addAccount(world, { platform: "instagram" });
  const values = { accountId: shop.id, platform: "instagram" };
  const plain = await addPublishedPost(world, values);
  const photos = (seen: Record<string, { views: number }>) => read("2026-03-02T11:00:00Z", seen);
  await photos({ [plain.id]: { views: 5 } });
  const counts = async () =>
    (await getSummary(world.ctx(), { platform: ["instagram"] })).totals.counts;
  expect(await counts()).toMatchObject({ views: 5, clicks: null });
  const links = { contentHash: "hash", items: [] };
  const tied = await addPublishedPost(world, { ...values, links });
  await photos({ [tied.id]: { views: 7 } });
  expect(await counts()).toMatchObject({ views: 12, clicks: 0, conversions: null });
});

it("finds it again when rollups are built anew", async () => {
  const { db } = world.runtime.database;
  const told = async () =>
    (await db.select().from(rollupCells).orderBy(rollupCells.id)).map((cell) => cell.told);
  const before = await told();
  expect(before.some((bits) => bits > 0)).toBe(true);
  await db.update(rollupCells).set({ told: 0 });
  await rebuildRollups(world.runtime, world.workspaceId);
  expect(await told()).toEqual(before);
});

it("does not call a post unseen that nobody has read yet", async () => {
  const account = await addAccount(world, { handle: "quiet" });
  const { id } = await addPublishedPost(world, { accountId: account.id });
  const { justOut } = await getOverview(world.ctx());
  expect(justOut.find((post) => post.id === id)).toMatchObject({ isRead: false, views: null });
});
