import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { ingestMetrics } from "@/server/analytics/ingest-metrics";
import { runSteps } from "@/server/db/in-one-trip";
import { posts } from "@/server/db/schema/posts";
import { optimizerState } from "@/server/db/schema/results";
import { uuidv7 } from "@/server/db/uuid";
import { chooseVariants } from "@/server/optimizer/choose-variant";
import { readEvidence, type Summaries } from "@/server/optimizer/read-evidence";
import { scopeKey } from "@/server/optimizer/read-window";
import { countPosts } from "@/server/testing/count-posts";
import {
  addAccount,
  addCampaign,
  addVariant,
  createWorld,
  type World,
} from "@/server/testing/world";
import { DEFAULT_SETTINGS } from "@/server/workspaces/default-settings";

const platform = "blog";
const HOUR = 3_600_000;
let world: World;
let accountId: string;
let campaignId: string;
let arms: [string, string];

beforeAll(async () => {
  world = await createWorld();
  accountId = (await addAccount(world, { platform })).id;
});
afterAll(() => world.close());
beforeEach(async () => {
  campaignId = (await addCampaign(world, { objective: "ctr", platforms: [platform] })).id;
  const add = async (ordinal: number) =>
    (await addVariant(world, campaignId, { platform, ordinal, title: "Roast" })).id;
  arms = [await add(0), await add(1)];
});

const db = () => world.runtime.database.db;
const now = () => world.runtime.clock.now();

async function addPost(values: Partial<typeof posts.$inferInsert> = {}) {
  const at = values.dueAt ?? now();
  const [post] = await db()
    .insert(posts)
    .values({
      ...{ workspaceId: world.workspaceId, campaignId, accountId, platform },
      ...{ slotAt: at, dueAt: at, nextAt: at, deadlineAt: new Date(at.getTime() + HOUR) },
      ...{ status: "queued", idempotencyKey: uuidv7(), ...values },
    })
    .returning();
  return post?.id ?? "";
}

async function addResult(variantId: string, counts: { views: number; clicks?: number }) {
  const at = new Date(now().getTime() - 50 * HOUR);
  const postId = await addPost({ variantId, status: "published", dueAt: at, publishedAt: at });
  const { workspaceId } = world;
  await countPosts(db(), [{ workspaceId, postId, source: "pull", observedAt: now(), ...counts }]);
  return postId;
}

async function choose() {
  const postId = await addPost();
  const slot = {
    ...{ postId, workspaceId: world.workspaceId, campaignId, platform, sandbox: true },
    ...{ pinnedVariantId: null, overriddenBy: null, optimizerOn: true },
  };
  const { choices } = await db().transaction(async (tx) => {
    const chosen = await chooseVariants(tx, [slot], { now: now(), random: () => 0.3 });
    await runSteps(tx, chosen.steps);
    return chosen;
  });
  return choices.get(postId);
}

const readState = async () => {
  const kept = eq(optimizerState.campaignId, campaignId);
  return (await db().select().from(optimizerState).where(kept))[0]?.state;
};

async function read() {
  const { engagementWeights: weights } = DEFAULT_SETTINGS;
  const { workspaceId } = world;
  const scope = { workspaceId, campaignId, platform, sandbox: true, goal: "ctr" as const, weights };
  return (await readEvidence(db(), [scope], now())).get(scopeKey(scope));
}

it("says nothing of a post whose clicks nobody reported, until a zero is reported", async () => {
  await addResult(arms[0], { views: 900, clicks: 30 });
  const silent = await addResult(arms[1], { views: 900 });
  expect(await read()).toMatchObject({ kind: "ctr", pending: { [arms[1]]: 1 } });
  expect((await read())?.cells).toHaveLength(3);
  await choose();
  expect(await readState()).not.toEqual({});
  const zero = { id: "zero", postId: silent, metrics: { clicks: 0 } };
  const items = [{ ...zero, observedAt: now().toISOString() }];
  expect((await ingestMetrics(world.ctx(), { items })).results[0]?.status).toBe("counted");
  // What was kept is out of date from here on.
  expect(await readState()).toEqual({});
  expect((await read())?.cells).toHaveLength(6);
});

it("goes on, counted anew, where a kept state makes no sense", async () => {
  await addResult(arms[0], { views: 900, clicks: 30 });
  await choose();
  const { sandbox } = (await readState()) as { sandbox: Record<string, unknown> };
  const { key, countedAt } = sandbox;
  const summary = { sandbox: { key, since: "nonsense", posts: null } } as unknown as Summaries;
  for (const odd of [
    { key, countedAt },
    { ...sandbox, prior: null },
    { ...sandbox, cells: [0, null, 7] },
    { ...sandbox, pending: { a: "many" } },
    { ...sandbox, pending: { a: 3e7 } },
    [1, 2],
  ]) {
    await db()
      .update(optimizerState)
      .set({ state: { sandbox: odd }, summary } as never)
      .where(eq(optimizerState.campaignId, campaignId));
    expect(await choose()).toMatchObject({ ok: true });
  }
});
