import { afterAll, beforeAll, expect, it } from "vitest";
import { getPostCurve } from "@/server/analytics/get-post-curve";
import { countPosts } from "@/server/testing/count-posts";
import { addPublishedPost } from "@/server/testing/published-post";
import { addAccount, createWorld, type World } from "@/server/testing/world";

const HOUR = 3_600_000;
const NOW = Date.parse("2026-04-20T12:00:00Z");

let world: World;
let accountId: string;

beforeAll(async () => {
  world = await createWorld();
  world.runtime.clock.set(new Date(NOW));
  accountId = (await addAccount(world)).id;
});
afterAll(() => world.close());

/** A post of four days ago, read at these ages: a hundred views at each, times `scale`. */
async function addRead(ages: readonly number[], scale = 1) {
  const publishedAt = new Date(NOW - 96 * HOUR);
  const post = await addPublishedPost(world, {
    ...{ accountId, publishedAt, dueAt: publishedAt },
  });
  await countPosts(
    world.runtime.database.db,
    ages.map((age) => ({
      ...{ workspaceId: world.workspaceId, postId: post.id, source: "pull" as const },
      ...{ observedAt: new Date(publishedAt.getTime() + age * HOUR), views: 100 * scale, likes: 1 },
    })),
  );
  return post.id;
}

it("calls nothing usual before ten others were read at the same age", async () => {
  const own = await addRead([1, 8]);
  for (let i = 0; i < 9; i++) await addRead([1, 9], i + 1);
  expect(await getPostCurve(world.ctx(), own)).toMatchObject({ usualPosts: 9, usual: null });
  // Caught up with after a day: what it had before nobody knows.
  await addRead([24], 10);
  const view = await getPostCurve(world.ctx(), own);
  expect(view.usualPosts).toBe(10);
  expect(view.usual?.map(({ ageHours }) => ageHours)).toEqual([24, 36, 48, 72, 96]);
  const [first] = view.usual ?? [];
  expect(first && first.low <= first.middle && first.middle <= first.high).toBe(true);
  expect(view.points.map(({ ageHours, views }) => [ageHours, views])).toEqual([
    [1, 100],
    [8, 200],
  ]);
});

it("knows which counts are told of a post", async () => {
  const sky = await addAccount(world, { platform: "bluesky", handle: "sky" });
  const post = await addPublishedPost(world, { accountId: sky.id, platform: "bluesky" });
  expect((await getPostCurve(world.ctx(), post.id)).told).toEqual({ views: false, clicks: false });
});
