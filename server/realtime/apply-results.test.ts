import { afterAll, beforeAll, expect, it } from "vitest";
import { applyResults } from "@/lib/api/apply-results";
import type { ResultsQuery, SummaryView } from "@/lib/contracts/analytics";
import type { ResultChange } from "@/lib/contracts/results-change";
import { METRIC_NAMES, type MetricName } from "@/lib/platforms/entry";
import { getSummary } from "@/server/analytics/get-summary";
import { readPatch } from "@/server/realtime/read-missed";
import { countPosts } from "@/server/testing/count-posts";
import { addPublishedPost } from "@/server/testing/published-post";
import {
  addAccount,
  addCampaign,
  addVariant,
  createWorld,
  type World,
} from "@/server/testing/world";

const hourMs = 3_600_000;
let world: World;
let posts: string[];
let campaignIds: string[];
let accountIds: string[];

beforeAll(async () => {
  world = await createWorld();
  posts = [];
  const accounts = [await addAccount(world), await addAccount(world, { platform: "youtube" })];
  const campaigns = [
    await addCampaign(world, { objective: "ctr" }),
    await addCampaign(world, { objective: "reach", name: "Winter" }),
  ];
  accountIds = accounts.map(({ id }) => id);
  campaignIds = campaigns.map(({ id }) => id);
  for (const { id: accountId, platform } of accounts) {
    for (const { id: campaignId } of campaigns) {
      for (let ordinal = 0; ordinal < 2; ordinal++) {
        const variant = await addVariant(world, campaignId, { platform, ordinal });
        const values = { accountId, platform, campaignId, variantId: variant.id };
        posts.push((await addPublishedPost(world, values)).id);
      }
    }
  }
});
afterAll(() => world.close());

/** A row of numbers that looks random and is the same each time. */
function createDice(seed: number) {
  let state = seed;
  return (sides: number): number => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * sides);
  };
}

const count = (dice: (sides: number) => number, ageMs: number, rows: number) =>
  countPosts(
    world.runtime.database.db,
    Array.from({ length: rows }, () => {
      const counts = METRIC_NAMES.map((name): [MetricName, number] => [name, dice(40) - 5]);
      return {
        workspaceId: world.workspaceId,
        postId: posts[dice(posts.length)] ?? "",
        source: "ingest" as const,
        observedAt: new Date(world.ctx().now().getTime() - dice(ageMs)),
        ...Object.fromEntries(counts),
      };
    }),
  );

/** Ranges and times of readings follow with the next fetch; what has as many views stands in any order. */
function toExact(view: SummaryView) {
  const accounts = view.accounts.toSorted((a, b) => (a.accountId < b.accountId ? -1 : 1));
  const text = JSON.stringify({ ...view, accounts }, (key, value: unknown) =>
    ["low", "high", "trials", "now", "freshAt", "freshness"].includes(key) ? null : value,
  );
  return JSON.parse(text) as unknown;
}

it("brings the same numbers as fetching them anew, for every filter, window and zone", async () => {
  const dice = createDice(7);
  const daysAgo = (days: number) =>
    new Date(world.ctx().now().getTime() - days * 24 * hourMs).toISOString();
  // Every post is known to every query from the start.
  for (const postId of posts) {
    const row = { workspaceId: world.workspaceId, postId, source: "ingest" as const, views: 500 };
    const hours = [1, 30, 100];
    await countPosts(
      world.runtime.database.db,
      hours.map((ago) => ({
        ...row,
        observedAt: new Date(world.ctx().now().getTime() - ago * hourMs),
      })),
    );
  }
  const queries: ResultsQuery[] = [
    {},
    { from: daysAgo(0.1) },
    { from: daysAgo(2), timeZone: "Asia/Kathmandu" },
    { from: daysAgo(30), timeZone: "America/St_Johns" },
    { from: daysAgo(3), to: daysAgo(1), platform: ["youtube"] },
    { campaignId: campaignIds.slice(0, 1), timeZone: "Pacific/Chatham" },
    { campaignId: campaignIds, accountId: accountIds.slice(0, 1), from: daysAgo(500) },
  ];
  let patched = 0;
  for (let round = 0; round < 6; round++) {
    const before = await Promise.all(queries.map((query) => getSummary(world.ctx(), query)));
    await count(dice, 90 * hourMs, 3);
    await count(dice, hourMs, 2);
    for (const [i, query] of queries.entries()) {
      const view = before[i];
      if (!view) throw new Error("there is no view");
      const fresh = await getSummary(world.ctx(), query);
      const span = { workspaceId: world.workspaceId, after: view.seq, to: fresh.seq };
      const patch = await readPatch(world.runtime.database.db, { ...span, campaignId: null });
      if (!patch) throw new Error("nothing was told");
      const applied = applyResults(view, query, patch);
      if (applied === "refetch") continue;
      patched++;
      expect(toExact(applied), JSON.stringify(query)).toEqual(toExact(fresh));
      expect(applyResults(applied, query, patch)).toBe(applied);
    }
  }
  // Only changes of the window before ask for a fetch.
  expect(patched).toBeGreaterThan(25);
}, 60_000);

it("asks for a fetch where it can't know", async () => {
  const view = await getSummary(world.ctx(), {});
  const patch = { fromSeq: view.seq + 1, toSeq: view.seq + 1, at: view.now };
  const change: ResultChange = {
    platform: "x",
    accountId: accountIds[0] ?? "",
    variantId: null,
    bucket: Date.parse(view.now) - hourMs,
    counts: { views: 1 },
  };
  const fact = { campaignId: campaignIds[0] ?? "", sandbox: view.sandbox, posts: [] };
  const apply = (changed: Partial<ResultChange>, of = {}) =>
    applyResults(
      view,
      {},
      { ...patch, changed: [{ ...fact, changes: [{ ...change, ...changed }] }], ...of },
    );
  expect(apply({})).toMatchObject({
    totals: { counts: { views: (view.totals.counts.views ?? 0) + 1 } },
  });
  // What other systems count makes a platform no fresher.
  expect(apply({})).toMatchObject({ freshAt: null });
  expect(apply({ heard: true })).toMatchObject({ freshAt: view.now });
  expect(apply({ accountId: "another" })).toBe("refetch");
  expect(apply({ platform: "linkedin" as never })).toBe("refetch");
  expect(apply({ bucket: Date.parse(view.now) + hourMs })).toBe("refetch");
  expect(apply({}, { fromSeq: view.seq })).toBe("refetch");
  expect(apply({}, { refetch: true, changed: [] })).toBe("refetch");
});
