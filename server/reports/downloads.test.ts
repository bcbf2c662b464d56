import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ResultsQuery } from "@/lib/contracts/analytics";
import { createCsvReader } from "@/lib/domain/read-csv";
import { getSummary } from "@/server/analytics/get-summary";
import { keepZone } from "@/server/analytics/keep-zone";
import { uuidv7 } from "@/server/db/uuid";
import { toCsvResponse } from "@/server/reports/csv-response";
import { downloadRange } from "@/server/reports/download-range";
import { downloadRaw } from "@/server/reports/download-raw";
import { downloadSummary } from "@/server/reports/download-summary";
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

let world: World;
let campaignId: string;
let posts: string[];

beforeAll(async () => {
  world = await createWorld();
  campaignId = (await addCampaign(world, { name: '=Launch, "autumn"/1', tags: ["spring"] })).id;
  const variant = await addVariant(world, campaignId, { label: "=cmd|' /C calc'!A0" });
  const x = await addAccount(world);
  const page = await addAccount(world, { platform: "facebook", handle: "brews" });
  const real = await addAccount(world, { sandbox: false, handle: "real" });
  const own = { campaignId, variantId: variant.id };
  posts = [
    (await addPublishedPost(world, { ...own, accountId: x.id })).id,
    (await addPublishedPost(world, { accountId: page.id, platform: "facebook" })).id,
    (await addPublishedPost(world, { ...own, accountId: real.id })).id,
  ];
  // Two days of the workspace's zone, in which the clock is an hour ahead of UTC.
  await see("2026-03-01T22:50:00.250Z", [10, 3, 900]);
  await see("2026-03-01T23:10:00Z", [20, 5, 900]);
  await see("2026-03-02T08:10:00Z", [-7, 40, 900]);
  world.runtime.clock.set(new Date("2026-03-02T12:00:00Z"));
});
afterAll(() => world.close());

const see = (at: string, views: number[]) =>
  countPosts(
    world.runtime.database.db,
    views.map((count, i) => ({
      ...{ workspaceId: world.workspaceId, postId: posts[i] ?? "", source: "pull" as const },
      ...{ observedAt: new Date(at), views: count, likes: 1 },
    })),
  );

type Table = Record<string, string>[];

async function read(response: Promise<Response>): Promise<Table> {
  const reader = createCsvReader();
  const all = [...reader.push(await (await response).text()), ...reader.end()];
  const [head = [], ...rows] = all.map(({ cells }) => cells);
  return rows.map((row) => Object.fromEntries(head.map((name, i) => [name, row[i] ?? ""])));
}

const raw = (query: ResultsQuery = {}) => read(downloadRaw(world.ctx(), query));
const sum = (rows: Table, name: string) =>
  rows.reduce((total, row) => total + Number(row[name] ?? 0), 0);

describe("raw rows", () => {
  it("are every change of the world in view, by time, as it stands in the zone", async () => {
    const rows = await raw();
    expect(rows.map((row) => [row.observed_at, row.platform, row.views])).toEqual([
      ["2026-03-01T23:50:00.250+01:00", "x", "10"],
      ["2026-03-01T23:50:00.250+01:00", "facebook", "3"],
      ["2026-03-02T00:10:00.000+01:00", "x", "20"],
      ["2026-03-02T00:10:00.000+01:00", "facebook", "5"],
      ["2026-03-02T09:10:00.000+01:00", "x", "-7"],
      ["2026-03-02T09:10:00.000+01:00", "facebook", "40"],
    ]);
    expect(rows[0]).toMatchObject({
      ...{ time_zone: "Europe/Copenhagen", source: "pull", account: "northlight" },
      ...{ campaign: `'=Launch, "autumn"/1`, variant: "A", label: "'=cmd|' /C calc'!A0" },
    });
    const elsewhere = await raw({ timeZone: "Asia/Kathmandu" });
    expect(elsewhere[0]?.observed_at).toBe("2026-03-02T04:35:00.250+05:45");
  });

  it("leave empty what a platform cannot tell, and what nobody has told", async () => {
    const [x, facebook] = await raw();
    expect([x?.likes, facebook?.likes, facebook?.saves]).toEqual(["1", "1", ""]);
    // As the summary does, where nobody has reported any.
    const { platforms } = await getSummary(world.ctx(), {});
    expect(platforms.map(({ counts }) => counts.conversions)).toEqual([null, null]);
    const byDay = await read(downloadRange(world.ctx(), {}));
    for (const row of [...(await raw()), ...byDay]) expect(row.conversions).toBe("");
  });

  it("are narrowed like every other view", async () => {
    const views = async (query: ResultsQuery) => sum(await raw(query), "views");
    expect(await views({ platform: ["facebook"] })).toBe(48);
    expect(await views({ campaignId: [campaignId] })).toBe(23);
    expect(await views({ tag: ["spring"] })).toBe(23);
    expect(await views({ tag: ["autumn"] })).toBe(0);
    const night = { from: "2026-03-01T23:00:00Z", to: "2026-03-02T08:00:00Z" };
    expect(await views(night)).toBe(25);
    // Ends are moved outward to whole quarters of an hour, here as everywhere.
    expect(await views({ ...night, to: "2026-03-02T08:01:00Z" })).toBe(58);
  });

  it("add up to what the summary tells", async () => {
    for (const query of [{}, { campaignId: [campaignId] }]) {
      const { totals } = await getSummary(world.ctx(), query);
      const rows = await raw(query);
      expect([sum(rows, "views"), sum(rows, "likes")]).toEqual([
        totals.counts.views,
        totals.counts.likes,
      ]);
    }
  });

  it("are all there, each once and in order, however many share a moment", async () => {
    const who = await addWorkspace(world.runtime, "Large");
    const at = { ...world, ...who };
    const account = await addAccount(at);
    const shown = await addPublishedPost(at, { accountId: account.id });
    const hidden = await addPublishedPost(at, { accountId: account.id, campaignId });
    await world.runtime.database.db.execute(sql`
      insert into metrics (workspace_id, post_id, source, observed_at, views)
      select ${who.workspaceId}::uuid,
        case when n < 11000 then ${shown.id}::uuid else ${hidden.id}::uuid end, 'pull',
        '2026-03-01T00:00:00Z'::timestamptz + make_interval(secs => n / 4000 * 0.0000015), 1
      from generate_series(1, 12000) n`);
    const ctx = contextFor(world.runtime, who.workspaceId, who.userId, "owner");
    const ids = (await read(downloadRaw(ctx, {}))).map((row) => Number(row.id));
    expect(ids).toHaveLength(12_000);
    expect(ids).toEqual(ids.toSorted((a, b) => a - b));
    const some = await read(downloadRaw(ctx, { campaignId: [campaignId] }));
    expect(some).toHaveLength(1001);
  });

  it("are another workspace's own", async () => {
    const other = await addWorkspace(world.runtime, "Halden");
    const ctx = contextFor(world.runtime, other.workspaceId, other.userId, "owner");
    expect(await read(downloadRaw(ctx, {}))).toEqual([]);
  });
});

describe("results by day", () => {
  const range = (query: ResultsQuery = {}) => read(downloadRange(world.ctx(), query));

  it("are cut in the zone, with the posts that went out", async () => {
    const rows = await range();
    expect(rows.map((row) => [row.day, row.platform, row.posts, row.views])).toEqual([
      ["2026-03-01", "facebook", "0", "3"],
      ["2026-03-01", "x", "0", "10"],
      ["2026-03-02", "facebook", "1", "45"],
      ["2026-03-02", "x", "1", "13"],
    ]);
    expect(rows[1]).toMatchObject({
      account: "northlight",
      variant: "A",
      time_zone: "Europe/Copenhagen",
    });
    expect(rows[0]).toMatchObject({ account: "brews", campaign: "", saves: "" });
    const utc = await range({ timeZone: "UTC", platform: ["x"] });
    expect(utc.map((row) => [row.day, row.views])).toEqual([
      ["2026-03-01", "30"],
      ["2026-03-02", "-7"],
    ]);
  });

  it("add up to the raw rows and to the summary, kept by day or not", async () => {
    const windows: ResultsQuery[] = [
      {},
      { from: "2026-03-01T23:00:00Z" },
      { to: "2026-03-02T08:00:00Z" },
      // Nearly ten thousand days, of which two are read.
      { from: "2000-01-01T00:00:00Z", to: "2027-01-01T00:00:00Z" },
      { from: "2026-03-01T22:55:00Z", to: "2026-03-02T08:01:00Z", platform: ["x"] },
    ];
    const totals = async (query: ResultsQuery) => {
      const rows = await range(query);
      return [sum(rows, "views"), sum(rows, "likes"), sum(rows, "posts")];
    };
    const before = [];
    for (const query of windows) {
      const rows = await raw(query);
      const [views, likes, posts] = await totals(query);
      expect([views, likes]).toEqual([sum(rows, "views"), sum(rows, "likes")]);
      expect(posts).toBe((await getSummary(world.ctx(), query)).totals.posts);
      before.push([views, likes, posts]);
    }
    await keepZone(world.runtime, world.workspaceId, "Europe/Copenhagen");
    for (const [i, query] of windows.entries()) expect(await totals(query)).toEqual(before[i]);
  });

  it("read only days that have something, however far apart, kept in whatever zone", async () => {
    const who = await addWorkspace(world.runtime, "Old");
    const at = { ...world, ...who };
    const account = await addAccount(at);
    const publishedAt = new Date("2000-01-05T08:00:00Z");
    const post = await addPublishedPost(at, { accountId: account.id, publishedAt });
    const told = ["2000-01-05T11:00:00Z", "2000-01-06T10:30:00Z", "2026-03-01T09:30:00Z"];
    await countPosts(
      world.runtime.database.db,
      told.map((observedAt, i) => ({
        ...{ workspaceId: who.workspaceId, postId: post.id, source: "pull" as const },
        ...{ observedAt: new Date(observedAt), views: i + 1 },
      })),
    );
    const ctx = contextFor(world.runtime, who.workspaceId, who.userId, "owner");
    const days = async () => {
      const rows = await read(downloadRange(ctx, { timeZone: "Pacific/Honolulu" }));
      return rows.map(({ day, posts, views }) => [day, posts, views]);
    };
    const all = [
      ["2000-01-04", "1", "0"],
      ["2000-01-05", "0", "1"],
      ["2000-01-06", "0", "2"],
      ["2026-02-28", "0", "3"],
    ];
    expect(await days()).toEqual(all);
    await keepZone(world.runtime, who.workspaceId, "Pacific/Kiritimati");
    expect(await days()).toEqual(all);
  });

  it("hold an hour under its own day where the day before began at one o’clock", async () => {
    const who = await addWorkspace(world.runtime, "Ponta Delgada");
    const at = { ...world, ...who };
    const account = await addAccount(at);
    const post = await addPublishedPost(at, { accountId: account.id });
    const told = [
      ["2026-03-29T00:30:00Z", 1],
      ["2026-03-29T01:30:00Z", 2],
      ["2026-03-30T00:30:00Z", 4],
    ] as const;
    await countPosts(
      world.runtime.database.db,
      told.map(([observedAt, views]) => ({
        ...{ workspaceId: who.workspaceId, postId: post.id, source: "pull" as const },
        ...{ observedAt: new Date(observedAt), views },
      })),
    );
    const ctx = contextFor(world.runtime, who.workspaceId, who.userId, "owner");
    const query = { from: "2026-03-28T01:00:00Z", timeZone: "Atlantic/Azores" };
    const rows = await read(downloadRange(ctx, query));
    expect(rows.map((row) => [row.day, row.views])).toEqual([
      ["2026-03-28", "1"],
      ["2026-03-29", "2"],
      ["2026-03-30", "4"],
    ]);
  });
});

describe("the summary as a file", () => {
  it("has the summary's numbers and no formulas", async () => {
    const query = { campaignId: [campaignId] };
    const response = await downloadSummary(world.ctx(), query);
    const lines = (await response.text()).split("\r\n");
    const { totals } = await getSummary(world.ctx(), query);
    const total = lines.find((line) => line.startsWith("total"))?.split(",") ?? [];
    expect(total.slice(4, 7)).toEqual(["1", "23", "3"]);
    expect(total.slice(5, 7)).toEqual([totals.counts.views, totals.counts.likes].map(String));
    expect(lines[1]).toContain(`variant,X,A,'=cmd|' /C calc'!A0,1,23,3`);
    expect(lines).toContain(`Campaign,"'=Launch, ""autumn""/1"`);
    expect(lines).toContain("Views,23");
    expect(lines).toContain("Time zone,Europe/Copenhagen");
    expect(response.headers.get("content-disposition")).toBe(
      `attachment; filename="Launch-autumn-1-2026-03-02.csv"; filename*=UTF-8''%3DLaunch%2C%20%22autumn%22%2F1%202026-03-02.csv`,
    );
  });

  it("leaves unknown what a platform cannot tell, and tells of its own workspace alone", async () => {
    const response = await downloadSummary(world.ctx(), { platform: ["facebook"] });
    const lines = (await response.text()).split("\r\n");
    expect(lines.find((line) => line.startsWith("platform,Facebook"))).toContain("1,48,3,0,0,0,,,");
    const other = await addWorkspace(world.runtime, "Halden");
    const ctx = contextFor(world.runtime, other.workspaceId, other.userId, "owner");
    await expect(downloadSummary(ctx, { campaignId: [campaignId] })).rejects.toMatchObject({
      code: "not_found",
    });
  });
});

describe("files at once", () => {
  it("are four of a workspace; one that was read, given up or failed makes room", async () => {
    const ctx = world.ctx();
    const begun = await Promise.all([1, 2, 3].map(() => downloadRaw(ctx, {})));
    const range = await downloadRange(ctx, {});
    const refused = { code: "too_many", message: expect.stringContaining("4 files") };
    await expect(downloadSummary(ctx, {})).rejects.toMatchObject(refused);
    const other = await addWorkspace(world.runtime, "Halden");
    const stranger = contextFor(world.runtime, other.workspaceId, other.userId, "owner");
    await (await downloadRaw(stranger, {})).text();
    await begun[0]?.text();
    await begun[1]?.body?.cancel();
    const missing = { campaignId: [uuidv7()] };
    await expect(downloadSummary(ctx, missing)).rejects.toMatchObject({ code: "not_found" });
    for (let i = 0; i < 5; i++) await (await downloadRaw(ctx, {})).text();
    await Promise.all([begun[2]?.body?.cancel(), range.body?.cancel()]);
  });
});

describe("a file", () => {
  const file = { name: "Results", madeAt: new Date(0), head: ["a"] };

  it("begins before its first row is there, and reads no further than it is read", async () => {
    let asked = 0;
    const batches = (async function* () {
      for (asked = 1; ; asked++) yield [[asked]];
    })();
    const { body } = toCsvResponse({ ...file, batches, log: world.runtime.log });
    const reader = body?.getReader();
    const seen = await reader?.read();
    expect(new TextDecoder().decode(seen?.value)).toBe("a\r\n");
    await reader?.read();
    await new Promise((resolve) => setImmediate(resolve));
    expect(asked).toBeLessThanOrEqual(2);
    await reader?.cancel();
  });

  it("is given up when nobody reads it any more", async () => {
    const { promise, resolve } = Promise.withResolvers<string>();
    const batches = (async function* () {
      try {
        for (;;) yield [[1]];
      } finally {
        resolve("given up");
      }
    })();
    const { body } = toCsvResponse({ ...file, batches, log: world.runtime.log });
    const reader = body?.getReader();
    await reader?.read();
    await reader?.read();
    await reader?.cancel();
    expect(await promise).toBe("given up");
  });

  it("breaks off where its rows can't be read: half of it is no file", async () => {
    const batches = (async function* () {
      yield [[1]];
      throw new Error("the database is gone");
    })();
    const response = toCsvResponse({ ...file, batches, log: world.runtime.log });
    await expect(response.text()).rejects.toThrow("gone");
  });
});
