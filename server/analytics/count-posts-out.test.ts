import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { countPostsOut } from "@/server/analytics/count-posts-out";
import { getSummary } from "@/server/analytics/get-summary";
import { keepZone } from "@/server/analytics/keep-zone";
import { listLeaders } from "@/server/analytics/list-leaders";
import { rebuildRollups } from "@/server/analytics/rebuild-rollups";
import { recordObservations } from "@/server/analytics/record-observations";
import { campaigns, variants } from "@/server/db/schema/campaigns";
import { posts } from "@/server/db/schema/posts";
import { rollupPosts } from "@/server/db/schema/rollups";
import { workspaces } from "@/server/db/schema/workspaces";
import { addPublishedPost } from "@/server/testing/published-post";
import {
  addAccount,
  addCampaign,
  addVariant,
  addWorkspace,
  createWorld,
  type World,
} from "@/server/testing/world";

/** Monday to Sunday, and some: whole weeks, and days before and behind them. */
const WINDOW = { from: "2026-02-11T23:00:00Z", to: "2026-03-04T23:00:00Z" };

let world: World;
let accountId: string;
let campaignId: string;
let variantId: string;
beforeAll(async () => {
  world = await createWorld();
  accountId = (await addAccount(world)).id;
  campaignId = (await addCampaign(world)).id;
  variantId = (await addVariant(world, campaignId)).id;
  world.runtime.clock.set(new Date("2026-03-05T12:00:00Z"));
  await keepZone(world.runtime, world.workspaceId, "Europe/Copenhagen");
});
afterAll(() => world.close());

const db = () => world.runtime.database.db;
const at = (text: string) => new Date(`2026-${text}:00Z`);
const add = (publishedAt: Date | null, values = {}) =>
  addPublishedPost(world, { ...{ accountId, campaignId, variantId, publishedAt }, ...values });
const change = (id: string, values: Partial<typeof posts.$inferInsert>) =>
  db().update(posts).set(values).where(eq(posts.id, id));
const nothing = () => ({ workspaceId: world.workspaceId, posts: 0, quarters: 0, days: 0 });

/** What is told of posts, wherever it stands; the same before and after they are in the rollups. */
async function read() {
  const tell = async () => {
    const view = await getSummary(world.ctx(), WINDOW);
    const own = await getSummary(world.ctx(), { ...WINDOW, campaignId: [campaignId] });
    const spark = view.kpis.find(({ key }) => key === "posts");
    return {
      posts: view.totals.posts,
      before: view.before?.totals.posts,
      accounts: view.accounts.map((row) => row.posts),
      campaigns: view.campaigns.map((row) => [row.campaignId, row.posts]),
      variants: own.variants.map((row) => [row.variantId, row.posts]),
      real: view.realPostsLeftOut,
      spark: spark?.spark,
    };
  };
  const noted = await tell();
  await countPostsOut(world.runtime);
  expect(await db().select().from(rollupPosts)).toEqual([]);
  expect(await tell()).toEqual(noted);
  expect(await rebuildRollups(world.runtime, world.workspaceId)).toEqual([nothing()]);
  return noted;
}

describe("posts that went out", () => {
  it("are counted from the moment on", async () => {
    expect((await read()).posts).toBe(0);
    const post = await add(null, { status: "publishing" });
    await change(post.id, { status: "published", publishedAt: at("03-02T09:00") });
    await add(at("02-11T22:59"));
    await add(at("02-11T23:00"));
    await add(at("03-04T22:59"), { variantId: null, campaignId: null });
    await add(at("03-04T23:00"));
    const { spark = [], ...told } = await read();
    expect(told).toEqual({
      ...{ posts: 3, before: 1, accounts: [3], real: 0 },
      campaigns: expect.arrayContaining([
        [campaignId, 2],
        [null, 1],
      ]),
      variants: [[variantId, 2]],
    });
    expect(spark.reduce((sum, count) => (sum ?? 0) + (count ?? 0), 0)).toBe(3);
  });

  it("are counted where they are when that changes", async () => {
    const [draft, gone, moved] = [
      await add(at("02-20T10:00")),
      await add(at("02-20T10:00")),
      await add(at("02-20T10:00")),
    ];
    expect((await read()).posts).toBe(6);
    await change(draft.id, { visibility: "draft" });
    await db().delete(posts).where(eq(posts.id, gone.id));
    await change(moved.id, { publishedAt: at("02-10T10:00") });
    expect(await read()).toMatchObject({ posts: 3, before: 2 });
    await change(draft.id, { visibility: "live" });
    const other = await addCampaign(world);
    await change(draft.id, { campaignId: other.id });
    expect((await read()).campaigns).toHaveLength(3);
    await db().delete(variants).where(eq(variants.id, variantId));
    await db().delete(campaigns).where(eq(campaigns.id, other.id));
    const told = await read();
    expect(told).toMatchObject({ posts: 4, variants: [[null, 2]] });
    expect(told.campaigns.toSorted()).toEqual(
      [
        [null, 2],
        [campaignId, 2],
      ].toSorted(),
    );
  });

  it("are real ones beside the sandbox's", async () => {
    const real = await addAccount(world, { sandbox: false });
    await add(at("02-20T10:00"), { accountId: real.id, campaignId: null, variantId: null });
    const view = await getSummary(world.ctx(), WINDOW);
    expect([view.totals.posts, view.realPostsLeftOut]).toEqual([4, 1]);
    await countPostsOut(world.runtime);
    const again = await getSummary(world.ctx(), WINDOW);
    expect([again.totals.posts, again.realPostsLeftOut]).toEqual([4, 1]);
  });

  it("are counted once, whoever else counts them", async () => {
    const made = await Promise.all(Array.from({ length: 6 }, () => add(at("02-20T11:00"), free)));
    await Promise.all([
      countPostsOut(world.runtime),
      see(
        "03-03T09:00",
        made.map(({ id }) => [id, 5]),
      ),
      countPostsOut(world.runtime),
      rebuildRollups(world.runtime, world.workspaceId),
    ]);
    expect(await read()).toMatchObject({ posts: 10 });
  });

  it("leave nothing behind with their workspace", async () => {
    const other = await addWorkspace(world.runtime, "Halden");
    const own = { ...world, workspaceId: other.workspaceId };
    const account = await addAccount(own, { sandbox: false });
    await addPublishedPost(own, { accountId: account.id });
    await countPostsOut(world.runtime);
    await addPublishedPost(own, { accountId: account.id });
    await db().delete(posts).where(eq(posts.workspaceId, other.workspaceId));
    await db().delete(workspaces).where(eq(workspaces.id, other.workspaceId));
    expect(await db().select().from(rollupPosts)).toEqual([]);
  });
});

const free = { campaignId: null, variantId: null };

const see = (time: string, views: readonly (readonly [postId: string, views: number])[]) =>
  recordObservations(world.runtime, world.workspaceId, {
    ...{ source: "pull", observedAt: at(time) },
    observations: views.map(([postId, count]) => ({ postId, counts: { views: count } })),
  });

it("tells the campaigns with the most views, and how many others there are", async () => {
  const all: string[] = [];
  for (let i = 0; i < 104; i++) {
    const campaign = await addCampaign(world, { name: `Campaign ${i}` });
    const own = { campaignId: campaign.id, variantId: null };
    all.push((await add(at("02-12T08:00"), own)).id);
    // The most posts are not the most views.
    if (i < 3) await Promise.all([1, 2, 3].map(() => add(at("02-21T10:00"), own)));
  }
  // In days before and behind whole weeks, and in those, other campaigns are ahead than in all.
  const early = (i: number) => 100 + ((i * 7) % 104);
  await see(
    "02-12T09:00",
    all.map((id, i) => [id, early(i)]),
  );
  await see(
    "02-21T09:00",
    all.map((id, i) => [id, early(i) + 100 + ((i * 31) % 104)]),
  );
  await see(
    "03-03T09:00",
    all.map((id, i) => [id, 1000 + i]),
  );
  const view = await getSummary(world.ctx(), WINDOW);
  expect(view.campaigns).toHaveLength(50);
  expect(view.campaigns[0]).toMatchObject({ name: "Campaign 103", posts: 1 });
  expect(view.campaigns.at(-1)).toMatchObject({ name: "Campaign 54" });
  // Those with the fewest views, the one that nothing was counted of, and posts without one.
  expect(view.campaignsLeftOut).toBe(56);
  const leaders = await listLeaders(world.ctx(), { ...WINDOW, sort: "views", limit: 2 });
  expect(leaders).toMatchObject({ total: 110, items: [{ counts: { views: 1103 } }, {}] });
  const rest = { ...WINDOW, sort: "views" as const, limit: 200, cursor: leaders.nextCursor ?? "" };
  expect((await listLeaders(world.ctx(), rest)).items).toHaveLength(108);
});
