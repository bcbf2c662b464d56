import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { ResultsChanged } from "@/lib/contracts/results-change";
import { getContentEngagement } from "@/server/analytics/get-content-engagement";
import { getOverview } from "@/server/analytics/get-overview";
import { getSummary } from "@/server/analytics/get-summary";
import type { MetricSource } from "@/server/analytics/ledger";
import { recordObservations } from "@/server/analytics/record-observations";
import { events } from "@/server/db/schema/facts";
import { countPosts } from "@/server/testing/count-posts";
import { addPublishedPost } from "@/server/testing/published-post";
import { addAccount, createWorld, type World } from "@/server/testing/world";

const at = (hours: number) => new Date(Date.parse("2026-03-02T10:00:00Z") + hours * 3_600_000);
let world: World;
let asked: string;
let told: string;

beforeAll(async () => {
  world = await createWorld();
  const x = await addAccount(world);
  asked = (await addPublishedPost(world, { accountId: x.id })).id;
  const number = await addAccount(world, { platform: "whatsapp", handle: "number" });
  told = (await addPublishedPost(world, { accountId: number.id, platform: "whatsapp" })).id;
  world.runtime.clock.set(at(10));
});
afterAll(() => world.close());

const count = (postId: string, source: MetricSource, hours: number) =>
  countPosts(world.runtime.database.db, [
    { workspaceId: world.workspaceId, postId, source, observedAt: at(hours), views: 1 },
  ]);

async function readFresh() {
  const { freshness, freshAt } = await getSummary(world.ctx(), {});
  return {
    overview: (await getOverview(world.ctx())).freshAt,
    summary: freshAt,
    x: freshness.find(({ platform }) => platform === "x")?.freshAt,
    whatsapp: freshness.find(({ platform }) => platform === "whatsapp")?.freshAt,
    asked: (await getContentEngagement(world.ctx(), asked, {})).freshAt,
  };
}

it("is when the platform last told something, not when a link or another system did", async () => {
  await count(asked, "link", 1);
  const never = { overview: null, summary: null, x: null, whatsapp: null, asked: null };
  expect(await readFresh()).toEqual(never);
  await recordObservations(world.runtime, world.workspaceId, {
    ...{ source: "pull", observedAt: at(2) },
    observations: [{ postId: asked, counts: { views: 9 } }],
  });
  await count(asked, "link", 5);
  await count(asked, "ingest", 6);
  const read = at(2).toISOString();
  const afterPull = { ...never, overview: read, summary: read, x: read, asked: read };
  expect(await readFresh()).toEqual(afterPull);
  await count(told, "webhook", 8);
  await count(told, "webhook", 7);
  const heard = at(8).toISOString();
  const afterBoth = { ...afterPull, overview: heard, summary: heard, whatsapp: heard };
  expect(await readFresh()).toEqual(afterBoth);
});

it("is told along with what changes", async () => {
  const facts = await world.runtime.database.db
    .select()
    .from(events)
    .where(eq(events.name, "metrics.changed"))
    .orderBy(events.seq);
  const all = facts.flatMap(({ data }) => (data as unknown as ResultsChanged).changes);
  const none = undefined;
  expect(all.map(({ heard }) => heard)).toEqual([none, true, none, none, true, true]);
});
