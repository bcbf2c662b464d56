import { eq, sql } from "drizzle-orm";
import { DateTime } from "luxon";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LeaderboardQuery, ResultsQuery } from "@/lib/contracts/analytics";
import { getContentEngagement } from "@/server/analytics/get-content-engagement";
import { getEngagementSummary } from "@/server/analytics/get-engagement-summary";
import { getHeatMap } from "@/server/analytics/get-heat-map";
import { getPostCurve } from "@/server/analytics/get-post-curve";
import { getSummary } from "@/server/analytics/get-summary";
import { MOST_ZONES } from "@/server/analytics/home-zones";
import { keepZone } from "@/server/analytics/keep-zone";
import { listLeaders } from "@/server/analytics/list-leaders";
import { metrics } from "@/server/db/schema/results";
import { rollupZones } from "@/server/db/schema/rollups";
import { users } from "@/server/db/schema/users";
import { countPosts } from "@/server/testing/count-posts";
import { addPublishedPost } from "@/server/testing/published-post";
import {
  addAccount,
  addCampaign,
  addVariant,
  addWorkspace,
  contextFor,
  createWorld,
  type World,
} from "@/server/testing/world";

const NOW = "2026-04-10T12:07:00Z";
const BEGIN = Date.parse("2026-03-20T00:00:00Z");
const POSTS = 12;
const HOUR = 3_600_000;
/** Off by 30 and 45 minutes, both clock changes, half an hour of summer time, a day from one o’clock. */
const ZONES = [
  "UTC",
  "Asia/Kolkata",
  "Asia/Kathmandu",
  "Europe/Copenhagen",
  "America/St_Johns",
  "Australia/Lord_Howe",
  "Asia/Beirut",
];

let world: World;
let posts: { id: string; account: number; campaign: number; variant: number; at: number }[];
const accounts: string[] = [];
const campaigns: string[] = [];
const variants: string[][] = [];

beforeAll(async () => {
  world = await createWorld();
  for (const platform of ["x", "facebook"] as const) {
    accounts.push((await addAccount(world, { platform, handle: platform })).id);
  }
  for (const tags of [["spring", "tea"], ["tea"], []]) {
    const campaign = await addCampaign(world, { name: `Campaign ${campaigns.length}`, tags });
    campaigns.push(campaign.id);
    const a = await addVariant(world, campaign.id);
    const b = await addVariant(world, campaign.id, { ordinal: 1 });
    variants.push([a.id, b.id]);
  }
  posts = [];
  for (let i = 0; i < POSTS; i++) {
    const [account, campaign, variant] = [i % 2, i % 3, Math.floor(i / 3) % 2];
    const at = BEGIN + i * 30 * HOUR;
    const post = await addPublishedPost(world, {
      accountId: accounts[account] ?? "",
      campaignId: campaigns[campaign] ?? null,
      platform: account === 0 ? "x" : "facebook",
      variantId: account === 0 ? (variants[campaign]?.[variant] ?? null) : null,
      ...{ publishedAt: new Date(at), dueAt: new Date(at) },
    });
    posts.push({ id: post.id, account, campaign, variant, at });
  }
  await countPosts(
    world.runtime.database.db,
    posts.flatMap(({ id, at }, i) =>
      Array.from({ length: 24 }, (_, k) => ({
        ...{ workspaceId: world.workspaceId, postId: id, source: "pull" as const },
        observedAt: new Date(at + (k + 1) * 7 * HOUR + ((i * 7 + k * 11) % 60) * 60_000),
        ...{ views: 10 + ((i * 31 + k * 17) % 90), likes: (i + k) % 5, clicks: (i * k) % 3 },
      })),
    ),
  );
  world.runtime.clock.set(new Date(NOW));
});
afterAll(() => world.close());

interface Window {
  from?: string;
  to?: string;
}

/** The plainest sum there is: over the raw rows. */
async function rawViews(
  { from = "-infinity", to = "infinity" }: Window,
  isIn: (post: (typeof posts)[number]) => boolean = () => true,
): Promise<number> {
  const ids = posts.filter(isIn).map(({ id }) => id);
  const { rows } = (await world.runtime.database.db.execute(sql`
    select coalesce(sum(${metrics.views}), 0)::float8 as views from ${metrics}
    where post_id::text = any(${`{${ids.join(",")}}`}::text[])
      and observed_at >= ${from}::timestamptz and observed_at < ${to}::timestamptz`)) as unknown as {
    rows: { views: number }[];
  };
  return rows[0]?.views ?? 0;
}

const summary = (query: ResultsQuery = {}) => getSummary(world.ctx(), query);
const iso = (at: DateTime): string => at.toUTC().toISO() ?? "";

const windowsOf = (zone: string): Window[] => {
  const day = (text: string) => DateTime.fromISO(text, { zone });
  return [
    // Whole days over both clock changes, then ragged ends, then within a day.
    { from: iso(day("2026-03-26")), to: iso(day("2026-04-07")) },
    { from: iso(day("2026-03-28T10:45")), to: iso(day("2026-03-30T01:15")) },
    { from: iso(day("2026-03-29T04:30")), to: iso(day("2026-04-03")) },
    { from: iso(day("2026-04-05T00:15")), to: iso(day("2026-04-05T23:30")) },
    { from: iso(day("2026-04-01")) },
    { to: iso(day("2026-03-29")) },
    {},
  ];
};

describe("windows", () => {
  it.each(ZONES)("are exact in %s, from quarters and from days", async (timeZone) => {
    for (const kept of [false, true]) {
      if (kept) await keepZone(world.runtime, world.workspaceId, timeZone);
      for (const window of windowsOf(timeZone)) {
        const view = await summary({ ...window, timeZone });
        const message = `${timeZone} ${kept} ${JSON.stringify(window)}`;
        const expected = await rawViews(window);
        expect(view.totals.counts.views, message).toBe(expected);
        const drawn = view.series.points.reduce((sum, point) => sum + point.views, 0);
        expect(drawn, message).toBe(expected);
        const { from, to } = view.before ?? {};
        if (from && to) {
          expect(view.before?.totals.counts.views, message).toBe(await rawViews({ from, to }));
        }
      }
    }
  });

  it("draws each day of the zone as it was", async () => {
    const timeZone = "Asia/Kathmandu";
    const from = "2026-03-27T18:15:00Z";
    const { series } = await summary({ from, to: "2026-04-06T18:15:00Z", timeZone });
    expect(series.bucket).toBe("day");
    expect(series.points).toHaveLength(10);
    for (const point of series.points) {
      const to = new Date(Date.parse(point.at) + 24 * HOUR).toISOString();
      expect(point.views, point.at).toBe(await rawViews({ from: point.at, to }));
    }
  });

  it("are moved outward to whole quarters, and say so", async () => {
    const view = await summary({ from: "2026-03-25T10:07:00Z", to: "2026-03-26T10:31:00Z" });
    expect([view.from, view.to]).toEqual(["2026-03-25T10:00:00.000Z", "2026-03-26T10:45:00.000Z"]);
    expect(view.totals.counts.views).toBe(await rawViews({ from: view.from ?? "", to: view.to }));
  });

  it("lie within a century, and are drawn near the results, however long ago they begin", async () => {
    for (const from of ["0001-01-01T00:00:00Z", "1999-01-01T00:00:00+02:00"]) {
      const issues = ResultsQuery.safeParse({ from }).error?.issues ?? [];
      expect(issues.map(({ path, message }) => [path, message])).toEqual([
        [["from"], "Choose a time in the years 2000 to 2099."],
      ]);
    }
    expect(ResultsQuery.safeParse({ to: "9999-12-31T00:00:00Z" }).error?.issues[0]?.path).toEqual([
      "to",
    ]);
    // As a report link may hold it that was made before.
    const view = await summary({ from: "0001-01-01T00:00:00Z", to: "9999-12-31T00:00:00Z" });
    expect(view.totals.counts.views).toBe(await rawViews({}));
    expect(view.series.bucket).toBe("week");
    expect(view.series.points.length).toBeLessThan(1_500);
    expect([view.from, view.to]).toEqual(["1999-12-31T00:00:00.000Z", "2027-04-11T12:15:00.000Z"]);
  });

  it("asks for days of zones that somebody lives in, and others give way to them", async () => {
    const { jobs, database } = world.runtime;
    const kept = async () =>
      (await database.db.select().from(rollupZones)).map(({ zone }) => zone).sort();
    const live = (zone: string) =>
      database.db.update(users).set({ timeZone: zone }).where(eq(users.id, world.userId));
    jobs.sent.length = 0;
    await summary({ timeZone: "Asia/Tokyo" });
    expect(jobs.sent).toEqual([]);
    await live("Japan");
    await summary({ timeZone: "Asia/Tokyo" });
    await summary({ timeZone: "UTC" });
    const tokyo = { workspaceId: world.workspaceId, zone: "Asia/Tokyo" };
    expect(jobs.sent.map(({ name, payload }) => [name, payload])).toEqual([["keep-zone", tokyo]]);
    await keepZone(world.runtime, world.workspaceId, "Europe/Copenhagen");
    for (let i = (await kept()).length; i < MOST_ZONES; i++) {
      await keepZone(world.runtime, world.workspaceId, `Etc/GMT+${i}`);
    }
    expect(await kept()).toHaveLength(MOST_ZONES);
    await keepZone(world.runtime, world.workspaceId, "Asia/Tokyo");
    expect(await kept()).toEqual(["Asia/Tokyo", "Europe/Copenhagen"]);
    const views = await rawViews({});
    for (const timeZone of ["Asia/Tokyo", "Etc/GMT+11"]) {
      expect((await summary({ timeZone })).totals.counts.views).toBe(views);
    }
    expect(jobs.sent).toHaveLength(1);
  });
});

describe("filters", () => {
  const from = "2026-03-24T00:00:00Z";

  it("cut the same results in every way", async () => {
    const cases: [ResultsQuery, (post: (typeof posts)[number]) => boolean][] = [
      [{ platform: ["x"] }, ({ account }) => account === 0],
      [{ accountId: [accounts[1] ?? ""] }, ({ account }) => account === 1],
      [{ campaignId: [campaigns[1] ?? ""] }, ({ campaign }) => campaign === 1],
      [{ campaignId: campaigns.slice(0, 2) }, ({ campaign }) => campaign < 2],
      [{ tag: ["spring"] }, ({ campaign }) => campaign === 0],
      [{ tag: ["spring", "tea"] }, ({ campaign }) => campaign < 2],
      [{ tag: ["none"] }, () => false],
      [
        { variantId: [variants[0]?.[1] ?? ""] },
        ({ account, campaign, variant }) => account === 0 && campaign === 0 && variant === 1,
      ],
      [
        { campaignId: [campaigns[0] ?? ""], accountId: [accounts[0] ?? ""] },
        ({ account, campaign }) => account === 0 && campaign === 0,
      ],
      [
        { tag: ["tea"], platform: ["facebook"] },
        ({ account, campaign }) => account === 1 && campaign < 2,
      ],
    ];
    for (const [query, isIn] of cases) {
      const view = await summary({ ...query, from });
      const message = JSON.stringify(query);
      const expected = await rawViews({ from }, isIn);
      expect(view.totals.counts.views ?? 0, message).toBe(expected);
      expect(view.totals.posts, message).toBe(
        posts.filter((post) => isIn(post) && post.at >= Date.parse(from)).length,
      );
      for (const rows of [view.platforms, view.accounts, view.campaigns]) {
        const added = rows.reduce((sum, row) => sum + (row.counts.views ?? 0), 0);
        expect(added, message).toBe(expected);
        expect(rows.reduce((sum, row) => sum + row.posts, 0)).toBe(view.totals.posts);
      }
      if (query.campaignId ?? query.variantId ?? query.tag) {
        expect(view.variants.reduce((sum, row) => sum + (row.counts.views ?? 0), 0)).toBe(expected);
      }
    }
  });

  it("give figures beside those before, marks and freshness", async () => {
    const view = await summary({ from: "2026-03-30T00:00:00Z", to: "2026-04-03T00:00:00Z" });
    const of = (key: string) => view.kpis.find((kpi) => kpi.key === key);
    expect(view.before).toMatchObject({ from: "2026-03-26T00:00:00.000Z" });
    expect(of("views")).toMatchObject({
      value: view.totals.counts.views,
      before: view.before?.totals.counts.views,
    });
    for (const key of ["views", "posts", "clicks"]) {
      expect(
        of(key)?.spark.reduce((sum, each) => sum + each, 0),
        key,
      ).toBe(of(key)?.value);
    }
    expect(of("posts")).toMatchObject({ value: 4, before: 3 });
    expect(view.marks).toHaveLength(4);
    expect(view.freshness.map(({ platform }) => platform)).toEqual(["facebook", "x"]);
    expect((await summary()).before).toBeNull();
    expect((await summary({ from: "2026-03-01T00:00:00Z" })).kpis[0]?.before).toBeNull();
  });
});

describe("listLeaders", () => {
  const read = (query: object) => listLeaders(world.ctx(), LeaderboardQuery.parse(query));

  it.each(["views", "engagements", "clicks", "rate"] as const)("pages by %s", async (sort) => {
    const all = (await read({ sort, limit: "100" })).items;
    const rankOf = (item: (typeof all)[number]): number => {
      if (sort === "rate") return item.rate ?? -1;
      return sort === "engagements" ? item.engagements : (item.counts[sort] ?? 0);
    };
    const values = all.map(rankOf);
    expect(values).toEqual(values.toSorted((a, b) => b - a));
    expect(all).toHaveLength(POSTS);
    const paged: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await read({ sort, limit: "5", ...(cursor ? { cursor } : {}) });
      paged.push(...page.items.map(({ postId }) => postId));
      expect(page.total).toBe(POSTS);
      cursor = page.nextCursor;
    } while (cursor);
    expect(paged).toEqual(all.map(({ postId }) => postId));
  });

  it("has the posts that went out in the window, with what they were counted up to", async () => {
    const from = "2026-03-24T00:00:00Z";
    const { items } = await read({ from, campaignId: campaigns[0], sort: "views" });
    const own = posts.filter(({ at, campaign }) => campaign === 0 && at >= Date.parse(from));
    expect(items.map(({ postId }) => postId).sort()).toEqual(own.map(({ id }) => id).sort());
    const [first] = items;
    expect(first?.counts.views).toBe(await rawViews({}, ({ id }) => id === first?.postId));
    expect(first).toMatchObject({ campaignName: "Campaign 0" });
    await expect(read({ cursor: "abc" })).rejects.toMatchObject({ code: "invalid" });
  });
});

describe("other pictures of the same results", () => {
  it("adds up by hour and weekday of the zone", async () => {
    const timeZone = "Asia/Kolkata";
    const from = "2026-03-25T00:00:00Z";
    const { cells, ...view } = await getHeatMap(world.ctx(), { from, timeZone });
    expect(view).toMatchObject({ from: new Date(from).toISOString(), timeZone });
    expect(view.to).toBe(world.ctx().now().toISOString());
    expect(cells.reduce((sum, cell) => sum + cell.views, 0)).toBe(await rawViews({ from }));
    const [post] = posts.filter(({ at }) => at >= Date.parse(from));
    const local = DateTime.fromMillis(post?.at ?? 0, { zone: timeZone });
    const cell = cells.find((each) => each.weekday === local.weekday && each.hour === local.hour);
    expect(cell?.posts).toBeGreaterThan(0);
    for (const { views, dates } of cells) expect(views <= 0 || dates.views > 0).toBe(true);
    const all = await getHeatMap(world.ctx(), { timeZone });
    const firstAt = Math.min(...posts.map(({ at }) => at));
    expect(all.from).toBe(new Date(firstAt).toISOString());
  });

  it("draws a post by its age beside the account's usual", async () => {
    const [post] = posts;
    const view = await getPostCurve(world.ctx(), post?.id ?? "");
    expect(view.points.at(-1)?.views).toBe(await rawViews({}, ({ id }) => id === post?.id));
    expect(view.points[0]?.ageHours).toBeGreaterThanOrEqual(7);
    // Of so few nothing is said to be usual.
    expect(view).toMatchObject({ usualPosts: 5, usual: null, told: { views: true, clicks: true } });
  });

  it("draws a curve of few points however often the post was read", async () => {
    const who = await addWorkspace(world.runtime, "Often");
    const account = await addAccount({ ...world, ...who });
    const at = Date.parse("2026-04-01T00:00:00Z");
    const post = await addPublishedPost(
      { ...world, ...who },
      { accountId: account.id, publishedAt: new Date(at) },
    );
    const told = Array.from({ length: 2000 }, (_, i) => at + (i + 1) * 200_000);
    await countPosts(
      world.runtime.database.db,
      told.map((observedAt) => ({
        ...{ workspaceId: who.workspaceId, postId: post.id, source: "webhook" as const },
        ...{ observedAt: new Date(observedAt), views: 1 },
      })),
    );
    const ctx = contextFor(world.runtime, who.workspaceId, who.userId, "owner");
    const { points } = await getPostCurve(ctx, post.id);
    expect(points.length).toBeLessThan(200);
    expect(points.at(-1)).toMatchObject({ views: 2000, ageHours: 2000 / 18 });
    // Each point is a reading that was taken.
    for (const { ageHours, views } of points) expect(views).toBeCloseTo(ageHours * 18, 6);
  });

  it("tells one post and the channels to programs", async () => {
    const [post] = posts;
    const own = await getContentEngagement(world.ctx(), post?.id ?? "", { timeZone: "UTC" });
    expect(own.counts.views).toBe(await rawViews({}, ({ id }) => id === post?.id));
    expect(own.days.reduce((sum, day) => sum + day.views, 0)).toBe(own.counts.views);
    const first = await getEngagementSummary(world.ctx(), { limit: 1 });
    expect(first.nextCursor).not.toBeNull();
    const next = await getEngagementSummary(world.ctx(), {
      ...{ limit: 1, cursor: first.nextCursor ?? "" },
    });
    const views = [...first.channels, ...next.channels].map(({ counts }) => counts.views ?? 0);
    expect([views.length, next.nextCursor]).toEqual([2, null]);
    expect(views.reduce((sum, each) => sum + each, 0)).toBe(first.totals.counts.views);
  });

  it("shows another workspace nothing", async () => {
    const other = await addWorkspace(world.runtime, "Halden");
    const ctx = contextFor(world.runtime, other.workspaceId, other.userId, "owner");
    const [post] = posts;
    const named = { accountId: accounts, variantId: variants.flat(), tag: ["tea"] };
    expect((await getSummary(ctx, named)).totals.posts).toBe(0);
    expect((await getSummary(ctx, named)).totals.counts.views).toBe(0);
    expect(await listLeaders(ctx, LeaderboardQuery.parse({}))).toMatchObject({ total: 0 });
    expect((await getHeatMap(ctx, {})).cells).toEqual([]);
    const gone = { code: "not_found" };
    await expect(getPostCurve(ctx, post?.id ?? "")).rejects.toMatchObject(gone);
    await expect(getContentEngagement(ctx, post?.id ?? "", {})).rejects.toMatchObject(gone);
    await expect(getSummary(ctx, { campaignId: campaigns })).rejects.toMatchObject(gone);
  });
});
