import { eq, sql } from "drizzle-orm";
import { DateTime } from "luxon";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ResultsChanged } from "@/lib/contracts/results-change";
import { seededRandom } from "@/lib/domain/chance/seeded-random";
import { QUARTER_MS } from "@/lib/domain/quarter-hour";
import { createCsvReader } from "@/lib/domain/read-csv";
import { METRIC_NAMES, type MetricName } from "@/lib/platforms/entry";
import { addCounts } from "@/server/analytics/add-counts";
import { countPostsOut } from "@/server/analytics/count-posts-out";
import { getSummary } from "@/server/analytics/get-summary";
import { ingestMetrics } from "@/server/analytics/ingest-metrics";
import { keepZone } from "@/server/analytics/keep-zone";
import type { Changes } from "@/server/analytics/ledger";
import { rebuildRollups } from "@/server/analytics/rebuild-rollups";
import { recordObservations } from "@/server/analytics/record-observations";
import { ROLLUP_NAMES, type RollupSums } from "@/server/analytics/rollup-names";
import { events } from "@/server/db/schema/facts";
import { posts as postsTable } from "@/server/db/schema/posts";
import { metrics } from "@/server/db/schema/results";
import {
  postCounts,
  rollupCells,
  rollupDays,
  rollupQuarters,
  rollupRanks,
  rollupWeeks,
} from "@/server/db/schema/rollups";
import { downloadSummary } from "@/server/reports/download-summary";
import { addPublishedPost } from "@/server/testing/published-post";
import {
  addAccount,
  addCampaign,
  addVariant,
  createWorld,
  type World,
} from "@/server/testing/world";

/** Off by whole hours, by 45 minutes, and by 30; two of them put their clocks forward in between. */
const ZONES = ["Europe/Copenhagen", "Asia/Kathmandu", "America/St_Johns"];
const PUBLISHED_AT = new Date("2026-01-05T12:00:00Z");
const END = Date.parse("2026-04-20T12:00:00Z");
const SEQUENCES = 9;
const SHARED_MOMENTS = 3;

type Post = { id: string; platform: string };
type Totals = Record<MetricName, number>;
type Told = { postId: string; at: number; counts: Changes };

let world: World;
let fields: (() => Promise<Post>)[];

beforeAll(async () => {
  world = await createWorld();
  world.runtime.clock.set(new Date(END));
  const accounts = [await addAccount(world), await addAccount(world, { handle: "second" })];
  const site = await addAccount(world, { platform: "wordpress" });
  const number = await addAccount(world, { platform: "whatsapp" });
  const campaign = await addCampaign(world);
  const variants = [
    await addVariant(world, campaign.id),
    await addVariant(world, campaign.id, { ordinal: 1 }),
  ];
  const add = async (platform: string, accountId: string, variant?: number): Promise<Post> => {
    const own = variant === undefined ? {} : { variantId: variants[variant]?.id ?? null };
    const campaignId = variant === undefined ? null : campaign.id;
    const values = { ...own, campaignId, accountId, platform, publishedAt: PUBLISHED_AT };
    return { id: (await addPublishedPost(world, values)).id, platform };
  };
  fields = [
    () => add("x", accounts[0]?.id ?? "", 0),
    () => add("x", accounts[1]?.id ?? "", 0),
    () => add("x", accounts[1]?.id ?? "", 1),
    () => add("x", accounts[0]?.id ?? ""),
    () => add("wordpress", site.id, 0),
    () => add("whatsapp", number.id, 1),
  ];
  await keepZone(world.runtime, world.workspaceId, ZONES[0] ?? "");
});
afterAll(() => world.close());

const noCounts = () => Object.fromEntries(METRIC_NAMES.map((name) => [name, 0])) as Totals;
const addTo = (sum: Totals, changes: Changes) => {
  for (const name of METRIC_NAMES) sum[name] += changes[name] ?? 0;
  return sum;
};

/** What became of a sequence of things told, whatever order they came in. */
class Truth {
  readonly readings: Told[] = [];
  readonly changes: Told[] = [];

  of(postId: string): Totals {
    const totals = noCounts();
    for (const name of METRIC_NAMES) {
      const read = this.readings
        .filter((told) => told.postId === postId && told.counts[name] !== undefined)
        .toSorted((a, b) => a.at - b.at || (a.counts[name] ?? 0) - (b.counts[name] ?? 0))
        .at(-1);
      const since = read?.at ?? Number.NEGATIVE_INFINITY;
      totals[name] = read?.counts[name] ?? 0;
      for (const told of this.changes) {
        if (told.postId === postId && told.at > since) totals[name] += told.counts[name] ?? 0;
      }
    }
    return totals;
  }
}

class Chance {
  readonly #next: () => number;
  constructor(seed: number) {
    this.#next = seededRandom(seed);
  }
  below = (count: number) => Math.floor(this.#next() * count);
  is = (share: number) => this.#next() < share;
  pick<T>(items: readonly T[]): T {
    const item = items[this.below(items.length)];
    if (item === undefined) throw new Error("nothing to pick from");
    return item;
  }
  /** Now and then the same one: readings and changes of one moment are told too. */
  moment(): number {
    const share = this.is(0.5) ? this.below(SHARED_MOMENTS) / SHARED_MOMENTS : this.#next();
    return PUBLISHED_AT.getTime() + Math.floor(share * (END - PUBLISHED_AT.getTime()));
  }
  shuffle<T>(items: readonly T[]): T[] {
    return items
      .map((item) => ({ item, at: this.#next() }))
      .toSorted((a, b) => a.at - b.at)
      .map(({ item }) => item);
  }
}

type Delivery = () => Promise<unknown>;

const PULLED: Record<string, MetricName[]> = {
  x: ["views", "likes", "shares", "comments", "clicks", "saves"],
  wordpress: ["comments"],
};
const SENT: Record<string, MetricName[]> = {
  x: ["conversions"],
  wordpress: ["views", "clicks", "conversions"],
  whatsapp: ["conversions"],
};
const HEARD: MetricName[] = ["views", "likes", "comments", "clicks"];

function pullOf(chance: Chance, posts: readonly Post[], truth: Truth): Delivery {
  const at = chance.moment();
  const seen = posts.filter((post) => PULLED[post.platform] && chance.is(0.6));
  const observations = seen.map(({ id: postId, platform }) => {
    const told = (PULLED[platform] ?? []).filter(() => chance.is(0.8));
    const counts = Object.fromEntries(told.map((name) => [name, chance.below(500)]));
    truth.readings.push({ postId, at, counts });
    return { postId, counts };
  });
  return () =>
    recordObservations(world.runtime, world.workspaceId, {
      ...{ source: "pull", observedAt: new Date(at), observations: chance.shuffle(observations) },
    });
}

function itemOf(chance: Chance, posts: readonly Post[], truth: Truth, id: string) {
  const { id: postId, platform } = chance.pick(posts);
  const at = chance.moment();
  const delta = chance.is(0.4);
  const told = (SENT[platform] ?? []).filter((name, i) => i === 0 || (chance.is(0.5) && name));
  const counts = Object.fromEntries(told.map((name) => [name, chance.below(90) + (delta ? 1 : 0)]));
  (delta ? truth.changes : truth.readings).push({ postId, at, counts });
  return { id, postId, delta, metrics: counts, observedAt: new Date(at).toISOString() };
}

function webhookOf(chance: Chance, posts: readonly Post[], truth: Truth): Delivery {
  const at = chance.moment();
  const told = new Map<string, Changes>();
  for (const { id: postId, platform } of posts) {
    if (platform !== "whatsapp") continue;
    const counts = Object.fromEntries(HEARD.map((name) => [name, chance.below(5) - 1]));
    truth.changes.push({ postId, at, counts });
    told.set(postId, counts);
  }
  return () =>
    world.runtime.database.db.transaction((tx) =>
      addCounts(tx, world.workspaceId, new Date(at), told),
    );
}

/** While others count. */
async function findNothingWrong(): Promise<void> {
  const nothing = { workspaceId: world.workspaceId, posts: 0, quarters: 0, days: 0 };
  expect(await rebuildRollups(world.runtime, world.workspaceId)).toEqual([nothing]);
}

/** Everything told once at least; pulls and items also again, in any order, several at a time. */
async function deliver(chance: Chance, posts: readonly Post[], nth: number): Promise<Truth> {
  const truth = new Truth();
  const items = Array.from({ length: 24 }, (_, i) => itemOf(chance, posts, truth, `${nth} ${i}`));
  const resent = items.filter(() => chance.is(0.4));
  const queue = chance.shuffle([...items, ...resent]);
  const batches: Delivery[] = [];
  while (queue.length > 0) {
    const batch = queue.splice(0, 1 + chance.below(6));
    batches.push(() => ingestMetrics(world.ctx(), { items: batch }));
  }
  const pulls = Array.from({ length: 8 }, () => pullOf(chance, posts, truth));
  const hooks = Array.from({ length: 4 }, () => webhookOf(chance, posts, truth));
  const again = pulls.filter(() => chance.is(0.4));
  const tidying = [findNothingWrong, () => countPostsOut(world.runtime)];
  const all = chance.shuffle([...batches, ...pulls, ...again, ...hooks, ...tidying]);
  while (all.length > 0) {
    await Promise.all(all.splice(0, 1 + chance.below(5)).map((send) => send()));
  }
  return truth;
}

const db = () => world.runtime.database.db;
const toTotals = (row: Record<MetricName, number>): Totals =>
  Object.fromEntries(METRIC_NAMES.map((name) => [name, row[name]])) as Totals;

async function readTotals(): Promise<Map<string, Totals>> {
  const rows = await db().select().from(postCounts);
  return new Map(rows.map((row) => [row.postId, toTotals(row)]));
}

async function readRollups() {
  const quarters = await db().select().from(rollupQuarters);
  const days = await db().select().from(rollupDays);
  const weeks = await db().select().from(rollupWeeks);
  const ranks = await db().select().from(rollupRanks);
  return {
    ranks: new Map(
      ranks.map((row) => [`${row.cellId} ${row.zoneId} ${row.span} ${row.begin}`, row]),
    ),
    weeks: new Map(weeks.map((row) => [`${row.cellId} ${row.zoneId} ${row.week}`, row])),
    quarters: new Map(quarters.map((row) => [`${row.cellId} ${row.bucket.toISOString()}`, row])),
    days: new Map(days.map((row) => [`${row.cellId} ${row.zoneId} ${row.day}`, row])),
  };
}

const sumUp = (rows: readonly Record<MetricName, number>[]) =>
  rows.reduce((sum, row) => addTo(sum, row), noCounts());

function sumBy<T extends Record<MetricName, number>>(
  rows: readonly T[],
  keysOf: (row: T) => readonly string[],
): Record<string, Totals> {
  const sums: Record<string, Totals> = {};
  for (const row of rows) {
    for (const key of keysOf(row)) sums[key] = addTo(sums[key] ?? noCounts(), row);
  }
  return sums;
}

type Kept = Partial<RollupSums>;

/** The same of what rollups hold: posts too. */
function sumKept<T extends Kept>(rows: readonly T[], keysOf: (row: T) => readonly string[]) {
  const sums: Record<string, Kept> = {};
  for (const row of rows) {
    for (const key of keysOf(row)) {
      const sum = sums[key] ?? Object.fromEntries(ROLLUP_NAMES.map((name) => [name, 0]));
      for (const name of ROLLUP_NAMES) sum[name] = (sum[name] ?? 0) + (row[name] ?? 0);
      sums[key] = sum;
    }
  }
  return sums;
}

describe("whatever comes in, however often and in whatever order", () => {
  const truths = new Map<string, Totals>();

  it.each(Array.from({ length: SEQUENCES }, (_, i) => i + 1))(
    "ends with the platform's last word (sequence %d)",
    async (nth) => {
      const chance = new Chance(nth * 7919);
      const posts: Post[] = [];
      for (const add of fields) posts.push(await add());
      const truth = await deliver(chance, posts, nth);
      const zone = ZONES[nth % ZONES.length];
      if (zone) await keepZone(world.runtime, world.workspaceId, zone);
      const totals = await readTotals();
      for (const { id } of posts) {
        truths.set(id, truth.of(id));
        expect(totals.get(id)).toEqual(truth.of(id));
      }
    },
  );

  it("leaves no total of another post changed", async () => {
    expect(await readTotals()).toEqual(truths);
  });

  it("keeps raw rows that add up to the totals", async () => {
    const rows = await db().select().from(metrics);
    const sums = sumBy(rows, ({ postId }) => [postId]);
    for (const [postId, totals] of truths) expect(sums[postId]).toEqual(totals);
  });

  it("tells facts that add up to the totals", async () => {
    const told = await db().select().from(events).where(eq(events.name, "metrics.changed"));
    const facts = told
      .toSorted((a, b) => a.seq - b.seq)
      .map(({ data }) => data as unknown as ResultsChanged);
    const changes = facts.flatMap((fact) => fact.changes.map(({ counts }) => counts));
    const all = [...truths.values()];
    expect(changes.reduce<Totals>((sum, part) => addTo(sum, part), noCounts())).toEqual(sumUp(all));
    const last = new Map(
      facts.flatMap((fact) => fact.posts.map(({ postId, counts }) => [postId, counts] as const)),
    );
    for (const [postId, totals] of truths) expect(last.get(postId) ?? noCounts()).toEqual(totals);
  });

  it("keeps quarters, days and weeks that are the sums of raw rows and of what went out", async () => {
    await countPostsOut(world.runtime);
    const cells = await db().select().from(rollupCells);
    const owners = new Map(cells.map((cell) => [cell.id, cell]));
    const cellsOf = (leaf: typeof rollupCells.$inferSelect | undefined) => [
      ...[leaf?.id, leaf?.campaignCellId, leaf?.wholeCellId, leaf?.accountCellId],
    ];
    const raw = await db()
      .select({ row: metrics, cellId: postCounts.cellId })
      .from(metrics)
      .innerJoin(postCounts, eq(postCounts.postId, metrics.postId));
    const out = (await db().select().from(postsTable)).flatMap(({ publishedAt: at, ...post }) => {
      const leaf = cells.find(
        ({ kind, accountId, campaignId, variantId }) =>
          kind === "leaf" &&
          accountId === post.accountId &&
          campaignId === post.campaignId &&
          variantId === post.variantId,
      );
      return at ? [{ at, posts: 1, cells: cellsOf(leaf) }] : [];
    });
    const counted = raw.map(({ row, cellId }) => {
      return { ...row, at: row.observedAt, cells: cellsOf(owners.get(cellId ?? 0)) };
    });
    const rows = [...counted, ...out];
    const bucketOf = (at: Date) => Math.floor(at.getTime() / QUARTER_MS) * QUARTER_MS;
    const quarters = await db().select().from(rollupQuarters);
    expect(sumKept(quarters, (row) => [`${row.cellId} ${row.bucket.getTime()}`])).toEqual(
      sumKept<Kept & (typeof rows)[number]>(rows, (row) =>
        row.cells.map((id) => `${id} ${bucketOf(row.at)}`),
      ),
    );
    const zones = (await db().execute(sql`select id, zone from rollup_zones`)) as unknown as {
      rows: { id: number; zone: string }[];
    };
    expect(zones.rows.map(({ zone }) => zone).toSorted()).toEqual(ZONES.toSorted());
    const days = await db().select().from(rollupDays);
    const weeks = await db().select().from(rollupWeeks);
    const ranks = await db().select().from(rollupRanks);
    // Campaigns as a whole are only ranked.
    const isWhole = (cell: number | null | undefined) => owners.get(cell ?? 0)?.kind === "whole";
    for (const { id, zone } of zones.rows) {
      const dayOf = (at: Date) => DateTime.fromJSDate(at, { zone });
      const sumsOf = (whole: boolean, toText: (at: Date) => string | null) =>
        sumKept<Kept & (typeof rows)[number]>(rows, (row) =>
          row.cells
            .filter((cell) => isWhole(cell) === whole)
            .map((cell) => `${cell} ${toText(row.at)}`),
        );
      const ofZone = <T extends { zoneId: number }>(all: T[]) =>
        all.filter(({ zoneId }) => zoneId === id);
      expect(sumKept(ofZone(days), (row) => [`${row.cellId} ${row.day}`])).toEqual(
        sumsOf(false, (at) => dayOf(at).toISODate()),
      );
      expect(sumKept(ofZone(weeks), (row) => [`${row.cellId} ${row.week}`])).toEqual(
        sumsOf(false, (at) => dayOf(at).startOf("week").toISODate()),
      );
      for (const span of ["day", "week"] as const) {
        const kept = ofZone(ranks).filter((row) => row.span === span);
        const sums = sumsOf(true, (at) => dayOf(at).startOf(span).toISODate());
        expect(
          Object.fromEntries(
            kept.map(({ cellId, begin, views, posts }) => [`${cellId} ${begin}`, { views, posts }]),
          ),
        ).toEqual(
          Object.fromEntries(
            Object.entries(sums).map(([key, { views, posts }]) => [key, { views, posts }]),
          ),
        );
      }
    }
  });

  it("finds nothing to put right when rollups are built anew", findNothingWrong);

  it("says the same in the summary, in its tables, and in the file", async () => {
    const view = await getSummary(world.ctx(), {});
    const all = sumUp([...truths.values()]);
    const told = (counts: Record<MetricName, number | null>) =>
      Object.fromEntries(METRIC_NAMES.map((name) => [name, counts[name] ?? 0]));
    expect(told(view.totals.counts)).toEqual(all);
    const ofPlatforms = view.platforms.map(({ counts }) => told(counts) as Totals);
    expect(sumUp(ofPlatforms)).toEqual(all);
    const ofAccounts = view.accounts.map(({ counts }) => told(counts) as Totals);
    expect(sumUp(ofAccounts)).toEqual(all);
    const points = view.series.points;
    expect(points.reduce((sum, { views }) => sum + views, 0)).toBe(all.views);
    expect(points.reduce((sum, { clicks }) => sum + clicks, 0)).toBe(all.clicks);
    const reader = createCsvReader();
    const text = await (await downloadSummary(world.ctx(), {})).text();
    const [head, ...lines] = [...reader.push(text), ...reader.end()].map(({ cells }) => cells);
    const total = lines.find(([row]) => row === "total") ?? [];
    const cell = (name: MetricName) => Number(total[head?.indexOf(name) ?? -1]);
    expect(Object.fromEntries(METRIC_NAMES.map((name) => [name, cell(name)]))).toEqual(all);
  });
});

describe("building rollups anew", () => {
  it("puts right whatever was spoilt, and says how much", async () => {
    const before = {
      totals: await readTotals(),
      ...(await readRollups()),
    };
    const [one] = before.quarters.values();
    if (!one) throw new Error("there are no quarters");
    await db().execute(sql`update post_counts set views = views + 1 where views > 250`);
    await db().execute(sql`delete from rollup_quarters where cell_id <> ${one.cellId}`);
    await db().execute(sql`update rollup_days set clicks = 7`);
    await db().execute(sql`update rollup_weeks set posts = posts + 1, shares = 0`);
    await db().execute(sql`update rollup_ranks set views = views + 3 where span = 'week'`);
    await db().execute(sql`delete from rollup_ranks where span = 'day'`);
    await db()
      .insert(rollupQuarters)
      .values({ cellId: one.cellId, bucket: new Date(0), views: 5 });
    const [rebuilt] = await rebuildRollups(world.runtime, world.workspaceId);
    expect(rebuilt?.posts).toBeGreaterThan(0);
    expect(rebuilt?.days).toBeGreaterThan(0);
    const others = [...before.quarters.values()].filter(({ cellId }) => cellId !== one.cellId);
    expect(rebuilt?.quarters).toBe(others.length + 1);
    const { totals, ...rollups } = before;
    expect(await readTotals()).toEqual(totals);
    expect(await readRollups()).toEqual(rollups);
  });
});
