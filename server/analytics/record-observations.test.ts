import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Counts } from "@/lib/domain/metrics";
import { recordObservations } from "@/server/analytics/record-observations";
import { events } from "@/server/db/schema/facts";
import { metrics } from "@/server/db/schema/results";
import { addPublishedPost } from "@/server/testing/published-post";
import {
  addAccount,
  addCampaign,
  addWorkspace,
  createWorld,
  type World,
} from "@/server/testing/world";

let world: World;
let postId: string;
let campaignId: string;
beforeEach(async () => {
  world = await createWorld();
  const account = await addAccount(world);
  campaignId = (await addCampaign(world)).id;
  postId = (await addPublishedPost(world, { accountId: account.id, campaignId })).id;
});
afterEach(() => world.close());

const minutes = (count: number) => new Date(Date.parse("2026-03-02T09:00:00Z") + count * 60_000);

const see = (atMinute: number, counts: Partial<Counts>, workspaceId = world.workspaceId) =>
  recordObservations(world.runtime, workspaceId, {
    source: "pull",
    observedAt: minutes(atMinute),
    observations: [{ postId, counts }],
  });

const rows = () =>
  world.runtime.database.db
    .select()
    .from(metrics)
    .where(eq(metrics.postId, postId))
    .orderBy(metrics.observedAt);

describe("recordObservations", () => {
  it("stores signed changes, so that sums are the last counts", async () => {
    await see(1, { views: 100, likes: 5 });
    await see(2, { views: 140, likes: 4 });
    expect((await rows()).map(({ views, likes }) => [views, likes])).toEqual([
      [100, 5],
      [40, -1],
    ]);
  });

  it("leaves a count alone that the platform did not tell", async () => {
    await see(1, { views: 100, clicks: 7 });
    await see(2, { views: null, clicks: 9 });
    const [, second] = await rows();
    expect(second).toMatchObject({ views: 0, clicks: 2 });
  });

  it("writes and tells nothing when nothing changed", async () => {
    await see(1, { views: 100 });
    expect(await see(2, { views: 100 })).toBe(0);
    expect(await rows()).toHaveLength(1);
    const facts = await world.runtime.database.db.select().from(events);
    expect(facts.map((fact) => [fact.name, fact.data])).toEqual([
      [
        "metrics.changed",
        expect.objectContaining({
          campaignId,
          changes: [expect.objectContaining({ platform: "x", counts: { views: 100 } })],
          posts: [{ postId, counts: expect.objectContaining({ views: 100, likes: 0 }) }],
        }),
      ],
    ]);
  });

  it("takes each metric from its one authority only", async () => {
    await see(1, { views: 10, conversions: 99 });
    expect((await rows())[0]).toMatchObject({ views: 10, conversions: 0 });
  });

  it("drops a sighting that is older than the last one", async () => {
    await see(5, { views: 100 });
    await see(3, { views: 60 });
    expect((await rows()).map((row) => row.views)).toEqual([100]);
  });

  it("counts two sightings at one time once", async () => {
    await Promise.all([see(1, { views: 100 }), see(1, { views: 100 }), see(1, { views: 100 })]);
    expect((await rows()).reduce((sum, row) => sum + row.views, 0)).toBe(100);
  });

  it("does not touch another workspace's post", async () => {
    const other = await addWorkspace(world.runtime, "Halden");
    expect(await see(1, { views: 100 }, other.workspaceId)).toBe(0);
    expect(await rows()).toEqual([]);
  });
});
