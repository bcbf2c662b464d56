import { and, asc, eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { EVIDENCE_WINDOW } from "@/lib/domain/bandit/algorithm";
import { runSteps } from "@/server/db/in-one-trip";
import { campaigns, variants } from "@/server/db/schema/campaigns";
import { posts } from "@/server/db/schema/posts";
import { optimizerDecisions, optimizerState } from "@/server/db/schema/results";
import { uuidv7 } from "@/server/db/uuid";
import { chooseVariants } from "@/server/optimizer/choose-variant";
import { evidenceKey } from "@/server/optimizer/evidence";
import { getOptimizerPanel } from "@/server/optimizer/get-optimizer-panel";
import { lockStates } from "@/server/optimizer/known-evidence";
import { readEvidence, type Summaries } from "@/server/optimizer/read-evidence";
import { readWindows, scopeKey, windowQuery } from "@/server/optimizer/read-window";
import { replayDecision } from "@/server/optimizer/replay-decision";
import type { EmptySlot } from "@/server/posts/claimed-post";
import { outdateArms } from "@/server/posts/outdate-arms";
import { countPosts } from "@/server/testing/count-posts";
import {
  addAccount,
  addCampaign,
  addVariant,
  createWorld,
  type World,
} from "@/server/testing/world";
import { DEFAULT_SETTINGS } from "@/server/workspaces/default-settings";

const HOUR = 3_600_000;
const weights = DEFAULT_SETTINGS.engagementWeights;
let world: World;
let accountId: string;
let campaign: typeof campaigns.$inferSelect;
let arms: (typeof variants.$inferSelect)[];

beforeAll(async () => {
  world = await createWorld();
  accountId = (await addAccount(world)).id;
});
afterAll(() => world.close());
beforeEach(() => setUp());

type NewCampaign = Partial<typeof campaigns.$inferInsert>;

async function setUp(values: NewCampaign = {}, count = 3, platform = "x") {
  campaign = await addCampaign(world, { objective: "ctr", platforms: [platform], ...values });
  arms = [];
  for (let ordinal = 0; ordinal < count; ordinal++) {
    arms.push(await addVariant(world, campaign.id, { ordinal, platform }));
  }
}

const db = () => world.runtime.database.db;
const now = () => world.runtime.clock.now();
const armId = (place: number) => arms[place]?.id ?? "";

async function addPost(values: Partial<typeof posts.$inferInsert> = {}) {
  const at = values.dueAt ?? now();
  const [post] = await db()
    .insert(posts)
    .values({
      ...{ workspaceId: world.workspaceId, campaignId: campaign.id, accountId, platform: "x" },
      ...{ slotAt: at, dueAt: at, nextAt: at, deadlineAt: new Date(at.getTime() + HOUR) },
      ...{ status: "queued", idempotencyKey: uuidv7() },
      ...values,
    })
    .returning();
  if (!post) throw new Error("nothing was inserted");
  return post;
}

type Counts = Partial<Record<"views" | "clicks" | "likes" | "shares", number>>;

/** A post of hours ago that has a result. */
async function addResult(place: number, hoursAgo: number, counts: Counts) {
  const at = new Date(now().getTime() - hoursAgo * HOUR);
  const platform = campaign.platforms[0] ?? "x";
  const post = await addPost({
    ...{ variantId: armId(place), status: "published", platform },
    ...{ dueAt: at, publishedAt: at, metricsPulledAt: now() },
  });
  const seen = { postId: post.id, source: "pull" as const, observedAt: now() };
  await countPosts(db(), [{ workspaceId: world.workspaceId, ...seen, ...counts }]);
}

const toSlot = (post: typeof posts.$inferSelect, more: Partial<EmptySlot> = {}): EmptySlot => ({
  ...{ postId: post.id, workspaceId: world.workspaceId, campaignId: campaign.id },
  ...{ platform: post.platform, sandbox: true, pinnedVariantId: null, overriddenBy: null },
  ...{ optimizerOn: true, ...more },
});

/** What slots get, and afterwards their posts are on their way, as after a claim. */
async function choose(count = 1, more: Partial<EmptySlot> = {}, random = () => 0.3) {
  const platform = campaign.platforms[0] ?? "x";
  const slots: EmptySlot[] = [];
  for (let i = 0; i < count; i++) slots.push(toSlot(await addPost({ platform }), more));
  const { choices } = await db().transaction(async (tx) => {
    const chosen = await chooseVariants(tx, slots, { now: now(), random });
    await runSteps(tx, chosen.steps);
    for (const [id, choice] of chosen.choices) {
      if (!choice.ok) continue;
      const values = { variantId: choice.variantId, status: "publishing" as const };
      await tx.update(posts).set(values).where(eq(posts.id, id));
    }
    return chosen;
  });
  return slots.map((slot) => choices.get(slot.postId));
}

const decisions = () =>
  db()
    .select()
    .from(optimizerDecisions)
    .where(eq(optimizerDecisions.campaignId, campaign.id))
    .orderBy(asc(optimizerDecisions.id));

const lastDecision = async () => {
  const row = (await decisions()).at(-1);
  if (!row) throw new Error("nothing was decided");
  return row;
};

const scope = () => ({
  ...{ workspaceId: world.workspaceId, campaignId: campaign.id, sandbox: true },
  ...{ platform: campaign.platforms[0] ?? "x", goal: campaign.objective, weights },
});

const setOptimizer = (optimizer: (typeof campaigns.$inferInsert)["optimizer"]) =>
  db().update(campaigns).set({ optimizer }).where(eq(campaigns.id, campaign.id));

const setRule = (place: number, optimizerRule: "locked" | "excluded" | null) =>
  db()
    .update(variants)
    .set({ optimizerRule, ruledBy: world.userId })
    .where(eq(variants.id, armId(place)));

async function addHistory() {
  for (const [place, clicks] of [4, 12, 6].entries()) {
    for (let i = 0; i < 4; i++) await addResult(place, 40 - place - i * 3, { views: 1000, clicks });
  }
}

describe("a decision", () => {
  it("is a row that gives the same answer when it is made again, whatever came after", async () => {
    await addHistory();
    for (const algorithm of ["adaptive", "thompson", "ucb1", "round_robin"] as const) {
      await setOptimizer({ algorithm, floor: 0.2 });
      await choose(2, {}, () => 0.77);
    }
    await addResult(0, 1, { views: 9000, clicks: 900 });
    const rows = await decisions();
    expect(rows).toHaveLength(8);
    for (const row of rows) {
      expect(row.snapshot?.algorithm).toBe(row.policy);
      const total = Object.values(row.propensities ?? {}).reduce((a, b) => a + b, 0);
      expect(total).toBeCloseTo(1, 9);
      expect(row.probability).toBe(row.propensities?.[row.variantId ?? ""]);
      const again = await replayDecision(world.ctx(), row.id);
      expect(again).toMatchObject({ canReplay: true, same: true });
      expect(again.replayed).toEqual(again.stored);
      expect(again.beliefs).toHaveLength(3);
    }
  });

  it("explains itself by the numbers that are stored with it", async () => {
    await addHistory();
    await choose();
    const row = await lastDecision();
    const { chosenRate, chosenLow, chosenHigh, rivalRate, scale } = row.numbers as Record<
      string,
      number
    >;
    expect(row.variantId).toBe(armId(1));
    const amount = (value = 0) => (value * (scale ?? 1)).toFixed(1).replace(/\.0$/, "");
    expect(row.reason).toBe(
      `Chose B: it looks best so far, at about ${amount(chosenRate)} clicks per 1,000 views (likely ${amount(chosenLow)} to ${amount(chosenHigh)}). C is at about ${amount(rivalRate)}.`,
    );
  });

  it("whose row was changed, or that is older than snapshots, says so", async () => {
    await addHistory();
    await choose();
    const { id } = await lastDecision();
    const change = (values: Partial<typeof optimizerDecisions.$inferInsert>) =>
      db().update(optimizerDecisions).set(values).where(eq(optimizerDecisions.id, id));
    await change({ variantId: armId(0) });
    const tampered = await replayDecision(world.ctx(), id);
    expect(tampered).toMatchObject({ same: false, words: expect.stringContaining("not the same") });
    await change({ snapshot: null, seed: null, version: 0 });
    const old = await replayDecision(world.ctx(), id);
    expect(old).toMatchObject({ canReplay: false, same: null, replayed: null });
    expect(old.words).toContain("before snapshots were kept");
  });

  it("of a person keeps what Bandwagon would have chosen, and that can be made again", async () => {
    await addHistory();
    await choose(1, { pinnedVariantId: armId(0), overriddenBy: world.userId });
    const row = await lastDecision();
    expect(row).toMatchObject({
      ...{ kind: "override", variantId: armId(0), wouldHaveChosen: armId(1), probability: 1 },
      reason: "Chose A because a person pinned it; Bandwagon would have chosen B.",
    });
    const again = await replayDecision(world.ctx(), row.id);
    expect(again).toMatchObject({ same: true, replayed: { letter: "B" } });
  });
});

describe("what is known of the arms", () => {
  it("stays, batch after batch, what is counted anew from the posts", async () => {
    await addHistory();
    await choose(2);
    await choose(3);
    const states = await db().transaction((tx) => lockStates(tx, [scope()], now()));
    const kept = states.get(`${campaign.id}:x`)?.known;
    const anew = (await readEvidence(db(), [scope()], now())).get(scopeKey(scope()));
    expect(kept).toEqual({ sandbox: anew });
    const slotsFrom = async (outdated: boolean) => {
      if (outdated) {
        const { id: campaignId } = campaign;
        await db().transaction((tx) => outdateArms(tx, [{ campaignId, platform: "x" }]));
      }
      await choose();
      const row = await lastDecision();
      await db().delete(posts).where(eq(posts.id, row.postId));
      return row.snapshot;
    };
    const known = await slotsFrom(false);
    expect(await slotsFrom(true)).toEqual(known);
  });

  it("spreads a burst of slots, in one batch as in several", async () => {
    const places = (choices: Awaited<ReturnType<typeof choose>>) =>
      choices.map((choice) => arms.findIndex((arm) => choice?.ok && arm.id === choice.variantId));
    const once = places(await choose(6));
    expect(once.slice(0, 3)).toEqual([0, 1, 2]);
    await setUp();
    const parts = [await choose(1), await choose(2), await choose(3)];
    expect(places(parts.flat())).toEqual(once);
  });

  it("is read from no more posts than the window needs, however many there are", async () => {
    const addMany = (from: number, to: number) =>
      db().execute(sql`
        with made as (
          insert into posts (id, workspace_id, campaign_id, account_id, platform, variant_id,
            slot_at, due_at, deadline_at, next_at, published_at, status, idempotency_key,
            created_at, updated_at)
          select gen_random_uuid(), ${world.workspaceId}::uuid, ${campaign.id}::uuid,
            ${accountId}::uuid, 'x', ${armId(0)}::uuid, t, t, t, t, t, 'published',
            gen_random_uuid()::text, t, t
          from generate_series(${from}::int, ${to}::int) n
          cross join lateral (select timestamptz '2025-01-01Z' + n * interval '1 minute' as t) t
          returning id)
        insert into post_counts (post_id, workspace_id, first_at, last_at, views, clicks)
        select id, ${world.workspaceId}::uuid, now(), now(), 100, 1 from made`);
    const readRows = async () => {
      const { id: campaignId } = campaign;
      await db().transaction((tx) => outdateArms(tx, [{ campaignId, platform: "x" }]));
      await choose();
      const [state] = await db()
        .select({ summary: optimizerState.summary })
        .from(optimizerState)
        .where(eq(optimizerState.campaignId, campaign.id));
      const since = (state?.summary as Summaries | undefined)?.sandbox?.since ?? null;
      await db().execute(sql`analyze posts, post_counts`);
      const query = windowQuery([{ ...scope(), since }], now());
      const { rows } = (await db().execute(
        sql`explain (analyze, format json) ${query}`,
      )) as unknown as { rows: { "QUERY PLAN": [{ Plan: PlanNode }] }[] };
      return countScanned(rows[0]?.["QUERY PLAN"][0].Plan);
    };
    await addMany(1, 2000);
    const few = await readRows();
    expect(few).toBeLessThanOrEqual(EVIDENCE_WINDOW * 4);
    const found = await readWindows(db(), [scope()], now());
    expect(found.get(scopeKey(scope()))?.posts).toHaveLength(EVIDENCE_WINDOW);
    await addMany(2001, 8000);
    // One more is the slot that was chosen for meanwhile.
    expect(await readRows()).toBeLessThanOrEqual(few + 1);
  });

  it("learns what is usual from the workspace's other campaigns, in the same world", async () => {
    for (let i = 0; i < 5; i++) await addResult(0, 30 + i, { views: 1000, clicks: 150 });
    await choose();
    const { prior: own } =
      (await readEvidence(db(), [scope()], now())).get(scopeKey(scope())) ?? {};
    await setUp();
    const found = await readEvidence(db(), [scope(), { ...scope(), sandbox: false }], now());
    const here = found.get(scopeKey(scope()))?.prior.rate ?? 0;
    const there = found.get(scopeKey({ ...scope(), sandbox: false }))?.prior.rate ?? 0;
    expect(here).toBeGreaterThan((own?.rate ?? 0) * 1.05);
    expect(there).toBeCloseTo(0.0110686, 6);
  });
});

interface PlanNode {
  "Relation Name"?: string;
  "Actual Rows": number;
  "Actual Loops": number;
  "Rows Removed by Filter"?: number;
  Plans?: PlanNode[];
}

/** Rows of posts and their counts that a plan touched. */
function countScanned(plan: PlanNode | undefined): number {
  if (!plan) return Number.NaN;
  const own = ["posts", "metrics"].includes(plan["Relation Name"] ?? "")
    ? (plan["Actual Rows"] + (plan["Rows Removed by Filter"] ?? 0)) * plan["Actual Loops"]
    : 0;
  return (plan.Plans ?? []).reduce((sum, each) => sum + countScanned(each), own);
}

describe("what is chosen", () => {
  it("is only the locked variant, by the person's word, until it is unlocked", async () => {
    await addHistory();
    await setRule(2, "locked");
    const [choice] = await choose();
    expect(choice).toMatchObject({ ok: true, variantId: armId(2) });
    expect(await lastDecision()).toMatchObject({
      ...{ kind: "override", decidedBy: world.userId, wouldHaveChosen: armId(1) },
      reason: "Chose C because a person locked it; Bandwagon would have chosen B.",
    });
    await setRule(2, null);
    expect((await choose())[0]).toMatchObject({ variantId: armId(1) });
  });

  it("turns to the variant that earns more, and says so in the panel", async () => {
    await setOptimizer({ floor: 0 });
    const clicks = [9, 31, 12];
    const chosen: number[] = [];
    for (let i = 0; i < 16; i++) {
      const [choice] = await choose();
      const { postId, variantId } = await lastDecision();
      const place = arms.findIndex((arm) => arm.id === variantId);
      expect(choice).toMatchObject({ ok: true, variantId });
      chosen.push(place);
      const values = { status: "published" as const, publishedAt: now(), metricsPulledAt: now() };
      await db().update(posts).set(values).where(eq(posts.id, postId));
      const seen = { views: 1000, clicks: (clicks[place] ?? 0) + (i % 3) };
      const source = { source: "pull" as const, observedAt: now() };
      await countPosts(db(), [{ workspaceId: world.workspaceId, postId, ...source, ...seen }]);
    }
    expect(chosen.slice(0, 3)).toEqual([0, 1, 2]);
    expect(chosen.slice(6).filter((place) => place === 1).length).toBeGreaterThanOrEqual(8);
    const view = await getOptimizerPanel(world.ctx(), { campaignId: campaign.id, limit: 20 });
    expect(view.lead.marked).toBe("B leads");
    expect(view.winner.badge).toBe("Not proven yet");
    expect(view.arms[1]?.pBest).toBeGreaterThan(0.8);
    expect(view.evenSplit?.lift).toBeGreaterThan(0.1);
    expect(view.decisions.items[0]).toMatchObject({ letter: "B", canReplay: true });
  });

  it("is never an excluded variant, but a person may still pin it", async () => {
    await addHistory();
    await setRule(1, "excluded");
    for (const choice of await choose(5)) expect(choice).not.toMatchObject({ variantId: armId(1) });
    const { snapshot } = await lastDecision();
    expect(snapshot?.candidates).toEqual([armId(0), armId(2)]);
    expect(snapshot?.beliefs.find((each) => each.armId === armId(1))?.posts).toBe(4);
    const [pinned] = await choose(1, { pinnedVariantId: armId(1) });
    expect(pinned).toMatchObject({ ok: true, variantId: armId(1) });
  });

  it("waits, and says why, while the locked one may not go out or all are excluded", async () => {
    await db()
      .update(campaigns)
      .set({ approvalRequired: true })
      .where(eq(campaigns.id, campaign.id));
    await setRule(0, "locked");
    expect((await choose())[0]).toMatchObject({
      ...{ ok: false, code: "no_variant" },
      message: "A is locked, but it is not approved. Approve it or unlock it.",
    });
    await setUp({}, 2);
    for (const place of [0, 1]) await setRule(place, "excluded");
    expect((await choose())[0]).toMatchObject({
      ok: false,
      message: expect.stringContaining("excluded"),
    });
    expect(await decisions()).toHaveLength(0);
  });

  it("gives a variant that was added meanwhile its first post", async () => {
    await addHistory();
    arms.push(await addVariant(world, campaign.id, { ordinal: 3 }));
    await choose();
    expect(await lastDecision()).toMatchObject({ kind: "cold_start", variantId: armId(3) });
  });

  it("follows the campaign's algorithm from the next choice on", async () => {
    await addHistory();
    await setOptimizer({ algorithm: "round_robin", floor: 0 });
    await choose(3);
    const posted = (await decisions()).map((row) => row.variantId);
    expect(new Set(posted).size).toBe(3);
    expect((await lastDecision()).reason).toContain("take turns");
  });

  it("takes turns where the schedule says so, and can still be made again", async () => {
    await addHistory();
    await choose(1, { optimizerOn: false });
    const row = await lastDecision();
    expect(row).toMatchObject({ kind: "rotation", variantId: armId(0), wouldHaveChosen: armId(1) });
    expect(await replayDecision(world.ctx(), row.id)).toMatchObject({ same: true });
  });

  it("leaves its share to chance, and calls that by its name", async () => {
    await addHistory();
    await setOptimizer({ floor: 0.5 });
    const seeds = [0.11, 0.23, 0.31, 0.47, 0.53, 0.61, 0.71, 0.83, 0.89, 0.97, 0.05, 0.67];
    await choose(seeds.length, {}, () => seeds.shift() ?? 0);
    const floor = (await decisions()).filter((row) => row.kind === "floor");
    expect(floor.length).toBeGreaterThan(0);
    for (const row of floor) expect(row.reason).toContain("by chance: 50 in 100");
    for (const row of await decisions()) {
      expect(Math.min(...Object.values(row.propensities ?? {}))).toBeGreaterThanOrEqual(
        0.5 / 3 - 1e-9,
      );
    }
  });
});

describe("what posts are judged by", () => {
  it("is the weighted engagement of the workspace, or of the campaign", async () => {
    await setUp({ objective: "engagement" }, 2);
    for (let i = 0; i < 6; i++) {
      await addResult(0, 50 + i, { views: 1000, likes: 24 });
      await addResult(1, 40 + i, { views: 1000, shares: 16 });
    }
    await choose();
    expect((await lastDecision()).variantId).toBe(armId(1));
    await setOptimizer({ weights: { ...weights, likes: 5, shares: 1 } });
    await choose();
    expect((await lastDecision()).variantId).toBe(armId(0));
  });

  it("is another reward where the platform can't tell, as soon as anything is known", async () => {
    await setUp({ platforms: ["bluesky"] }, 2, "bluesky");
    await addResult(0, 50, { likes: 9 });
    const read = async () => (await readEvidence(db(), [scope()], now())).get(scopeKey(scope()));
    expect((await read())?.kind).toBe("responses");
    await setUp({ platforms: ["instagram"] }, 2, "instagram");
    await addResult(0, 50, { views: 900, likes: 9 });
    expect((await read())?.kind).toBe("engagement");
    await addResult(0, 49, { views: 900, clicks: 3 });
    expect((await read())?.kind).toBe("ctr");
  });

  it("is reach at matched age: a post counts from its first day on", async () => {
    await setUp({ objective: "reach" }, 2);
    for (let i = 0; i < 4; i++) {
      await addResult(0, 100 + i, { views: 1000 });
      await addResult(1, 110 + i, { views: 3000 });
    }
    await addResult(1, 3, { views: 20 });
    const found = (await readEvidence(db(), [scope()], now())).get(scopeKey(scope()));
    expect(found).toMatchObject({ kind: "reach", pending: { [armId(1)]: 1 } });
    expect(found?.cells).toHaveLength(8 * 3);
    await choose();
    expect((await lastDecision()).variantId).toBe(armId(1));
  });

  it("is counted anew at once when the goal is another", async () => {
    await addHistory();
    await choose();
    await db()
      .update(campaigns)
      .set({ objective: "engagement" })
      .where(eq(campaigns.id, campaign.id));
    await choose();
    const [row] = await db()
      .select()
      .from(optimizerState)
      .where(and(eq(optimizerState.campaignId, campaign.id), eq(optimizerState.platform, "x")));
    const key = evidenceKey({ goal: "engagement", weights });
    expect(row?.state).toMatchObject({ sandbox: { key, kind: "engagement" } });
  });
});
