import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { GET as LIST } from "@/app/api/links/route";
import { POST } from "@/app/api/v1/conversions/route";
import { ingestMetrics } from "@/server/analytics/ingest-metrics";
import { hashToken } from "@/server/crypto/tokens";
import { auditLog, events } from "@/server/db/schema/facts";
import { linkSalts, links, linkVisits } from "@/server/db/schema/links";
import { metrics } from "@/server/db/schema/results";
import { postCounts } from "@/server/db/schema/rollups";
import { apiTokens } from "@/server/db/schema/users";
import { countClick } from "@/server/links/click-counter";
import { getSnippet, makeConversionKey, removeConversionKey } from "@/server/links/conversion-key";
import { followLink } from "@/server/links/follow-link";
import { forgetVisits } from "@/server/links/forget-visits";
import { getLinkSettings } from "@/server/links/get-link-settings";
import { listLinks } from "@/server/links/list-links";
import { takeBackConversions } from "@/server/links/take-back-conversions";
import { updateLinkSettings } from "@/server/links/update-link-settings";
import { type Runtime, setRuntime } from "@/server/runtime";
import { addPublishedPost } from "@/server/testing/published-post";
import {
  addAccount,
  addCampaign,
  addWorkspace,
  contextFor,
  createWorld,
  type World,
} from "@/server/testing/world";

const APP_URL = "https://go.northlight.coffee";
const MINUTE = 60_000;
const CHROME =
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/141.0 Safari/537.36";

let world: World;
let campaignId: string;
let made = 0;

beforeAll(async () => {
  world = await createWorld({ APP_URL });
  setRuntime(world.runtime as Runtime);
});
afterAll(() => world.close());
beforeEach(async () => {
  campaignId = (await addCampaign(world)).id;
});

const db = () => world.runtime.database.db;
const now = () => world.runtime.clock.now();

/** A post that went out with a short link, on a platform that does not count its clicks, or does. */
async function addLink(platform: "blog" | "x" = "blog", target?: string) {
  const code = String(++made).padStart(10, "a");
  const short = `${APP_URL}/l/${code}`;
  const account = await addAccount(world, { platform });
  const url = "https://a.example/";
  const post = await addPublishedPost(world, {
    ...{ accountId: account.id, campaignId, platform },
    links: { contentHash: "hash", items: [{ start: 0, end: url.length, url, short }] },
  });
  await db()
    .insert(links)
    .values({
      ...{ code, workspaceId: world.workspaceId, postId: post.id, campaignId, url },
      target: target ?? `${url}?bw=${code}`,
    });
  return { code, postId: post.id };
}

type Sent = { userAgent?: string; address?: string; method?: string; headers?: object };

async function click(code: string, sent: Sent = {}) {
  // Each test's visitors come from addresses of their own, so that no limit of one meets another.
  const { userAgent = CHROME, address = `203.0.113.${made % 250}`, method = "GET" } = sent;
  const headers = { "user-agent": userAgent, "x-client-address": address, ...sent.headers };
  const request = new Request(`${APP_URL}/l/${code}`, { method, headers });
  const { response, counted } = await followLink(world.runtime, code, request);
  return { status: response.status, headers: response.headers, counted: await counted };
}

const isCounted = async (code: string, sent?: Sent) => (await click(code, sent)).counted;

const countsOf = async (postId: string) => {
  const [row] = await db().select().from(postCounts).where(eq(postCounts.postId, postId));
  return { clicks: row?.clicks ?? null, conversions: row?.conversions ?? null };
};
const linkOf = async (code: string) => {
  const [row] = await db().select().from(links).where(eq(links.code, code));
  return row;
};

describe("a short link", () => {
  it("leads on to what is stored, and is kept by nobody", async () => {
    const { code } = await addLink();
    const { status, headers } = await click(code);
    expect(status).toBe(302);
    expect(headers.get("location")).toBe(`https://a.example/?bw=${code}`);
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("set-cookie")).toBeNull();
  });

  it("leads nowhere where there is none, or to no web page", async () => {
    const { code } = await addLink("blog", "javascript:alert(1)");
    for (const wrong of [code, "0000000000", "https://a.example", "..%2f..%2fapi", ""]) {
      const { status, headers, counted } = await click(wrong);
      expect([status, headers.get("location"), counted]).toEqual([404, null, false]);
    }
  });

  it("that does not exist is looked up once in a while, and seldom for one address", async () => {
    const { code } = await addLink();
    let reads = 0;
    const select = (...asked: Parameters<ReturnType<typeof db>["select"]>) => {
      reads++;
      return db().select(...asked);
    };
    const database = { ...world.runtime.database, db: { select } as never };
    const runtime = { ...world.runtime, database };
    const ask = async (wanted: string, address = "198.51.100.40") => {
      const headers = { "user-agent": "robot", "x-client-address": address };
      const request = new Request(`${APP_URL}/l/${wanted}`, { headers });
      return (await followLink(runtime, wanted, request)).response.status;
    };
    const missing = (i: number) => `zzzzzz${String(i).padStart(4, "0")}`;
    for (let i = 0; i < 5; i++) expect(await ask(missing(0))).toBe(404);
    expect(reads).toBe(1);
    world.runtime.clock.advance(10_000);
    expect(await ask(missing(0))).toBe(404);
    expect(reads).toBe(2);
    for (let i = 1; i < 80; i++) await ask(missing(i));
    expect(reads).toBe(60);
    expect(await ask(missing(99))).toBe(429);
    expect(await ask(code, "198.51.100.41")).toBe(302);
    expect(await ask(code)).toBe(302);
  });

  it("leads on although counting fails, and although the database is away", async () => {
    const { code } = await addLink();
    const { runtime } = world;
    const away = {
      ...runtime,
      database: {
        ...runtime.database,
        db: {
          select: () => {
            throw new Error("away");
          },
          transaction: () => Promise.reject(new Error("away")),
        } as never,
      },
    };
    const headers = { "user-agent": CHROME, "x-client-address": "198.51.100.1" };
    const request = new Request(`${APP_URL}/l/${code}`, { headers });
    expect((await followLink(away, code, request)).response.status).toBe(503);
    const real = away.database.db;
    away.database.db = runtime.database.db as never;
    expect(
      (await followLink(away, code, new Request(request, { method: "HEAD" }))).response.status,
    ).toBe(302);
    away.database.db = real;
    world.runtime.clock.advance(5 * MINUTE);
    const { response, counted } = await followLink(away, code, request);
    expect(response.status).toBe(302);
    expect(await counted).toBe(false);
  });
});

describe("a click", () => {
  it("is in hand until it is counted, so that a stop can wait for it", async () => {
    const { code } = await addLink();
    const headers = { "user-agent": CHROME, "x-client-address": "198.51.100.2" };
    await followLink(world.runtime, code, new Request(`${APP_URL}/l/${code}`, { headers }));
    expect(world.runtime.inHand.size).toBe(1);
    await Promise.allSettled(world.runtime.inHand);
    expect(await linkOf(code)).toMatchObject({ clicks: 1 });
    expect(world.runtime.inHand.size).toBe(0);
  });

  it("is lost where thousands wait already, which is logged once a burst", async () => {
    const { code, postId } = await addLink();
    const slow = Promise.withResolvers<boolean[]>();
    const warnings: string[] = [];
    const log = { ...world.runtime.log, warn: (_: object, words: string) => warnings.push(words) };
    const database = { ...world.runtime.database, db: { transaction: () => slow.promise } };
    const runtime = { ...world.runtime, log, database } as unknown as World["runtime"];
    const visit = { workspaceId: world.workspaceId, postId, platform: "blog", code } as const;
    const burst = () =>
      Array.from({ length: 5_003 }, (_, i) =>
        countClick(runtime, { ...visit, address: String(i), userAgent: CHROME, at: now() }),
      );
    const first = burst();
    expect(warnings).toEqual(["clicks come too fast: those beyond are lost"]);
    slow.resolve(Array(500).fill(true));
    expect((await Promise.all(first)).filter((isCounted) => !isCounted)).toHaveLength(3);
    await Promise.all(burst());
    expect(warnings).toHaveLength(2);
  });

  it("counts once for a visitor in half an hour, however many come at once", async () => {
    const { code, postId } = await addLink();
    const all = await Promise.all(Array.from({ length: 8 }, () => isCounted(code)));
    expect(all.filter(Boolean)).toHaveLength(1);
    world.runtime.clock.advance(29 * MINUTE);
    expect(await isCounted(code)).toBe(false);
    expect(await isCounted(code, { address: "198.51.100.9" })).toBe(true);
    expect(await isCounted(code, { userAgent: `${CHROME} Edg/141` })).toBe(true);
    world.runtime.clock.advance(2 * MINUTE);
    expect(await isCounted(code)).toBe(true);
    expect(await linkOf(code)).toMatchObject({ clicks: 4, lastClickAt: now() });
    expect(await countsOf(postId)).toMatchObject({ clicks: 4 });
    const rows = await db().select().from(metrics).where(eq(metrics.postId, postId));
    expect(new Set(rows.map(({ source }) => source))).toEqual(new Set(["link"]));
    const [told] = (await db().select().from(events).orderBy(events.seq)).slice(-1);
    expect(told).toMatchObject({ name: "metrics.changed", data: { campaignId } });
  });

  it("of a robot, a preview or a look ahead leads on and counts nothing", async () => {
    const { code, postId } = await addLink();
    const others: Sent[] = [
      { userAgent: "facebookexternalhit/1.1" },
      { userAgent: "" },
      { method: "HEAD" },
      { headers: { "sec-purpose": "prefetch;prerender" } },
      { headers: { purpose: "prefetch" } },
      { headers: { "x-moz": "prefetch" } },
    ];
    for (const sent of others) {
      const { status, counted } = await click(code, sent);
      expect([status, counted]).toEqual([302, false]);
    }
    expect(await countsOf(postId)).toMatchObject({ clicks: null });
  });

  it("stands beside the platform's own count where there is one", async () => {
    const { code, postId } = await addLink("x");
    expect(await isCounted(code)).toBe(true);
    expect(await linkOf(code)).toMatchObject({ clicks: 1 });
    expect(await countsOf(postId)).toMatchObject({ clicks: null });
    const { items } = await listLinks(world.ctx(), { postId });
    expect(items).toMatchObject([{ code, clicks: 1, platformCounts: true, platform: "x" }]);
  });

  it("is the post's one count of clicks: nobody else may send them", async () => {
    const { code, postId } = await addLink();
    await isCounted(code);
    const item = { postId, observedAt: now().toISOString() };
    const { results } = await ingestMetrics(world.ctx(), {
      items: [
        { ...item, id: `${code} clicks`, metrics: { clicks: 40 } },
        { ...item, id: `${code} conversions`, metrics: { conversions: 4 } },
      ],
    });
    expect(results.map(({ status }) => status)).toEqual(["refused", "refused"]);
    expect(results[0]?.message).toContain("come from its short links");
    expect(await countsOf(postId)).toMatchObject({ clicks: 1, conversions: 0 });
  });

  it("leaves nothing that tells who it was, and what it leaves is soon gone", async () => {
    const { code } = await addLink();
    const address = "198.51.100.77";
    const midnight = new Date(now());
    midnight.setUTCHours(23, 50, 0, 0);
    world.runtime.clock.advance(midnight.getTime() - now().getTime());
    expect(await isCounted(code, { address })).toBe(true);
    const [visit] = (await db().select().from(linkVisits)).slice(-1);
    expect(Object.keys(visit ?? {})).toEqual(["visitor", "countedAt"]);
    expect(JSON.stringify(visit)).not.toContain(address);

    // Midnight changes the salt, and the window stays.
    world.runtime.clock.advance(20 * MINUTE);
    await forgetVisits(world.runtime);
    expect(await isCounted(code, { address })).toBe(false);
    expect(await db().select().from(linkSalts)).toHaveLength(2);
    world.runtime.clock.advance(11 * MINUTE);
    expect(await isCounted(code, { address })).toBe(true);
    world.runtime.clock.advance(31 * MINUTE);
    await forgetVisits(world.runtime);
    expect(await db().select().from(linkSalts)).toHaveLength(1);
    expect(await db().select().from(linkVisits)).toEqual([]);
    world.runtime.clock.advance(24 * 60 * MINUTE);
    await forgetVisits(world.runtime);
    expect(await db().select().from(linkSalts)).toEqual([]);
  });
});

describe("a conversion", () => {
  const send = (body: unknown, headers: Record<string, string> = {}) =>
    POST(
      new Request(`${APP_URL}/api/v1/conversions`, {
        method: "POST",
        body: typeof body === "string" ? body : JSON.stringify(body),
        headers: { "x-client-address": "192.0.2.1", ...headers },
      }),
      { params: Promise.resolve({}) },
    );
  const answer = async (response: Response) => ({
    ...{ status: response.status, body: await readBody(response) },
    origin: response.headers.get("access-control-allow-origin"),
  });

  const readBody = async (response: Response) => {
    const text = await response.text();
    return text === "" ? null : (JSON.parse(text) as Record<string, unknown>);
  };
  const addToken = async (name: string, scopes: string[]) => {
    await db()
      .insert(apiTokens)
      .values({
        ...{ workspaceId: world.workspaceId, name, prefix: "bw_", scopes },
        tokenHash: hashToken(name),
      });
    return { authorization: `Bearer ${name}` };
  };

  it("comes from a page by the public key, once for each id, which learns nothing", async () => {
    const { code, postId } = await addLink();
    const { key } = await makeConversionKey(world.ctx());
    const told = { key, code, id: "order 1", value: 49.5 };
    const all = await Promise.all(
      [1, 2, 3].map(async () => answer(await send(told, { "content-type": "text/plain" }))),
    );
    expect(all.map(({ status, body }) => [status, body])).toEqual(Array(3).fill([202, null]));
    expect(all[0]?.origin).toBe("*");
    expect((await answer(await send({ ...told, id: "order 2", value: undefined }))).status).toBe(
      202,
    );
    expect(await linkOf(code)).toMatchObject({ conversions: 2, value: 49.5 });
    expect(await countsOf(postId)).toMatchObject({ conversions: 2 });
  });

  it("counts for a post whose clicks the platform counts, too", async () => {
    const { code, postId } = await addLink("x");
    const { key } = await getSnippet(world.ctx());
    expect((await answer(await send({ key, code, id: code }))).status).toBe(202);
    expect(await countsOf(postId)).toMatchObject({ clicks: 0, conversions: 1 });
  });

  it("comes by a token with the scope, without a key", async () => {
    const { code } = await addLink();
    const writes = await addToken("bw_writes", ["analytics:write"]);
    const reads = await addToken("bw_reads", ["analytics:read"]);
    const by = (token: typeof reads) => send({ code, id: `by ${code}` }, token);
    expect((await answer(await by(reads))).status).toBe(403);
    expect((await answer(await by(writes))).body).toEqual({ status: "counted" });
    expect((await answer(await by(writes))).body).toEqual({ status: "duplicate" });
  });

  it("that a server tells takes the place of what a page told of the same id", async () => {
    const [bogus, real] = [await addLink(), await addLink()];
    const { key } = await makeConversionKey(world.ctx());
    const token = await addToken("bw_orders", ["analytics:write"]);
    const id = `order ${real.code}`;
    const page = { key, code: bogus.code, id };
    await Promise.all([send({ ...page, value: 1 }), send({ ...page, value: 2 })]);
    expect(await countsOf(bogus.postId)).toMatchObject({ conversions: 1 });
    const told = { code: real.code, id, value: 99 };
    const both = await Promise.all(
      [1, 2].map(async () => (await answer(await send(told, token))).body?.status),
    );
    expect(both.sort()).toEqual(["counted", "duplicate"]);
    expect((await send({ ...page, value: 5 })).status).toBe(202);
    expect(await linkOf(bogus.code)).toMatchObject({ conversions: 0, value: 0 });
    expect(await countsOf(bogus.postId)).toMatchObject({ conversions: 0 });
    expect(await linkOf(real.code)).toMatchObject({ conversions: 1, value: 99 });
    expect(await countsOf(real.postId)).toMatchObject({ conversions: 1 });
    // The same link: only what it is worth is corrected.
    await send({ key, code: real.code, id: `${id} b`, value: 5 });
    await send({ ...told, id: `${id} b`, value: 7.25 }, token);
    expect(await linkOf(real.code)).toMatchObject({ conversions: 2, value: 106.25 });
    expect(await countsOf(real.postId)).toMatchObject({ conversions: 2 });
  });

  it("is never lost to a sum that is full, and what pages told is taken back", async () => {
    const { code, postId } = await addLink();
    const { key } = await makeConversionKey(world.ctx());
    const token = await addToken("bw_shop", ["analytics:write"]);
    const page = { key, code };
    expect((await send({ ...page, id: `${code} 1`, value: 10_000_001 })).status).toBe(422);
    expect((await send({ code, id: `${code} 2`, value: 10_000_001 }, token)).status).toBe(200);
    await db().update(links).set({ value: 99_999_999_999_000 }).where(eq(links.code, code));
    for (const id of ["3", "4"]) {
      expect((await send({ ...page, id: `${code} ${id}`, value: 9_999_999 })).status).toBe(202);
    }
    expect(await linkOf(code)).toMatchObject({ conversions: 3, value: 99_999_999_999_999.98 });
    const other = await addWorkspace(world.runtime, "Halden & Co");
    const stranger = contextFor(world.runtime, other.workspaceId, other.userId, "owner");
    await expect(takeBackConversions(stranger, code)).rejects.toMatchObject({ code: "not_found" });
    expect(await takeBackConversions(world.ctx(), code)).toEqual({ removed: 2 });
    expect(await takeBackConversions(world.ctx(), code)).toEqual({ removed: 0 });
    expect(await linkOf(code)).toMatchObject({ conversions: 1, value: 10_000_001 });
    expect(await countsOf(postId)).toMatchObject({ conversions: 1 });
    const [row] = await db()
      .select()
      .from(auditLog)
      .where(eq(auditLog.action, "link.conversions_removed"));
    expect(row).toMatchObject({ before: { code, conversions: 2 } });
  });

  it("is refused where its words cannot be stored", async () => {
    const { code } = await addLink();
    const { key } = await makeConversionKey(world.ctx());
    for (const wrong of [{ id: "a\0b" }, { id: "a\ud800" }, { key: "bwk_\0" }]) {
      expect((await send({ key, code, id: "1", ...wrong })).status).toBe(422);
    }
    expect(await linkOf(code)).toMatchObject({ conversions: 0 });
  });

  it("of another workspace's link, or with a wrong key or body, is refused", async () => {
    const { code } = await addLink();
    const other = await addWorkspace(world.runtime, "Halden & Co");
    const stranger = contextFor(world.runtime, other.workspaceId, other.userId, "owner");
    const { key } = await makeConversionKey(stranger);
    const status = async (body: unknown) => (await answer(await send(body))).status;
    expect(await status({ key, code, id: "1" })).toBe(404);
    expect(await status({ key: "bwk_none", code, id: "1" })).toBe(401);
    expect(await status({ code, id: "1" })).toBe(422);
    expect(await status({ key, code: "../..", id: "1" })).toBe(422);
    expect(await status({ key, code, id: "1", value: -1 })).toBe(422);
    expect(await status("{")).toBe(400);
    expect(await status({ key, code, id: "1", more: "x".repeat(5000) })).toBe(400);
    expect((await answer(await send({ key, code, id: "1" }))).origin).toBe("*");
    expect(await linkOf(code)).toMatchObject({ conversions: 0 });
    await removeConversionKey(stranger);
    expect(await status({ key, code, id: "1" })).toBe(401);
    expect(await getSnippet(stranger)).toEqual({ key: null, scriptUrl: `${APP_URL}/bandwagon.js` });
  });

  it("is heard only so often from one address", async () => {
    const statuses = [];
    for (let i = 0; i < 62; i++) {
      statuses.push((await send("{", { "x-client-address": "192.0.2.99" })).status);
    }
    expect(statuses.slice(-2)).toEqual([429, 429]);
  });
});

describe("the links of a campaign", () => {
  it("are those that went out, in its own workspace", async () => {
    const { code } = await addLink();
    await addLink("x");
    await click(code);
    const { items, leftOut } = await listLinks(world.ctx(), { campaignId });
    expect(items.map((link) => link.clicks)).toEqual([1, 0]);
    expect(items[0]).toMatchObject({ code, short: `${APP_URL}/l/${code}`, platformCounts: false });
    expect(leftOut).toBe(0);
    const other = await addWorkspace(world.runtime, "Halden & Co");
    const stranger = contextFor(world.runtime, other.workspaceId, other.userId, "owner");
    expect((await listLinks(stranger, { campaignId })).items).toEqual([]);
    expect(
      (await LIST(new Request(`${APP_URL}/api/links`), { params: Promise.resolve({}) })).status,
    ).toBe(401);
  });

  it("go out as its settings say, which say who changed them", async () => {
    const ctx = world.ctx();
    const off = { choice: "inherit", isOn: false, ownTemplate: false, unreachable: null };
    expect(await getLinkSettings(ctx, campaignId)).toMatchObject(off);
    await updateLinkSettings(ctx, null, { choice: "on", template: "ref={platform}" });
    expect(await getLinkSettings(ctx, campaignId)).toMatchObject({
      ...{ choice: "inherit", isOn: true, template: "ref={platform}" },
      workspace: { isOn: true, template: "ref={platform}" },
    });
    const own = await updateLinkSettings(ctx, campaignId, {
      choice: "off",
      template: "a={variant}",
    });
    expect(own).toMatchObject({ choice: "off", isOn: false, template: "a={variant}" });
    const back = await updateLinkSettings(ctx, campaignId, { choice: "inherit", template: null });
    expect(back).toMatchObject({ choice: "inherit", isOn: true, ownTemplate: false });
    const rows = await db().select().from(auditLog).where(eq(auditLog.subjectId, campaignId));
    expect(rows.map(({ action }) => action)).toEqual([
      ...["campaign.links_changed", "campaign.links_changed"],
    ]);
    const other = await addWorkspace(world.runtime, "Halden & Co");
    const stranger = contextFor(world.runtime, other.workspaceId, other.userId, "owner");
    await expect(getLinkSettings(stranger, campaignId)).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(updateLinkSettings(stranger, campaignId, { choice: "on" })).rejects.toMatchObject({
      code: "not_found",
    });
  });
});
