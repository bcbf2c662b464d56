import { createHmac } from "node:crypto";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { POST } from "@/app/api/analytics/ingest/route";
import { type IngestAnswer, IngestItem, type IngestResult } from "@/lib/contracts/ingest";
import { readIngestItem } from "@/lib/contracts/read-ingest-item";
import { ingestMetrics } from "@/server/analytics/ingest-metrics";
import { hashToken } from "@/server/crypto/tokens";
import { idempotencyKeys } from "@/server/db/schema/publications";
import { metrics } from "@/server/db/schema/results";
import { apiTokens } from "@/server/db/schema/users";
import { setRuntime } from "@/server/runtime";
import { addPublishedPost } from "@/server/testing/published-post";
import {
  addAccount,
  addWorkspace,
  contextFor,
  createWorld,
  type World,
} from "@/server/testing/world";

let world: World;
let postId: string;
let externalId: string;
beforeEach(async () => {
  world = await createWorld();
  const account = await addAccount(world);
  const post = await addPublishedPost(world, { accountId: account.id, externalId: "18-1" });
  postId = post.id;
  externalId = post.externalId ?? "";
});
afterEach(() => world.close());

const observedAt = "2026-03-02T09:00:00Z";
const item = (id: string, conversions: number, more: object = {}) => ({
  id,
  postId,
  metrics: { conversions },
  observedAt,
  ...more,
});
const ingest = async (...items: unknown[]) => (await ingestMetrics(world.ctx(), { items })).results;
const statuses = (results: IngestResult[]) => results.map((result) => result.status);
const total = async () =>
  (await world.runtime.database.db.select().from(metrics)).reduce(
    (sum, row) => sum + row.conversions,
    0,
  );

describe("ingestMetrics", () => {
  it("takes totals as totals and changes as changes", async () => {
    const results = await ingest(
      item("a", 5),
      item("b", 8, { observedAt: "2026-03-02T09:00:01Z" }),
      item("c", -2, { delta: true, observedAt: "2026-03-02T09:00:02Z" }),
      item("d", 6, { observedAt: "2026-03-02T09:00:03Z" }),
    );
    expect(statuses(results)).toEqual(["counted", "counted", "counted", "unchanged"]);
    expect(await total()).toBe(6);
  });

  it("finds a post by the platform's own id", async () => {
    const results = await ingest({ id: "a", externalId, metrics: { conversions: 3 }, observedAt });
    expect(statuses(results)).toEqual(["counted"]);
    expect(await total()).toBe(3);
  });

  it("counts an id once, in one batch and over batches", async () => {
    const one = item("a", 4, { delta: true });
    expect(statuses(await ingest(one, one))).toEqual(["counted", "duplicate"]);
    expect(statuses(await ingest(one))).toEqual(["duplicate"]);
    expect(await total()).toBe(4);
  });

  it("does not let an older total turn the count back", async () => {
    await ingest(item("new", 9));
    const [late] = await ingest(item("old", 4, { observedAt: "2026-03-02T08:59:00Z" }));
    expect(late?.status).toBe("stale");
    expect(await total()).toBe(9);
  });

  it("takes totals without an id, and needs one for a change", async () => {
    const plain = { ...item("", 5), id: undefined };
    expect(statuses(await ingest(plain, plain))).toEqual(["counted", "unchanged"]);
    const [change] = await ingest({ ...plain, delta: true });
    expect(change).toMatchObject({ status: "refused", message: expect.stringContaining("id:") });
    expect(await total()).toBe(5);
  });

  it("tells of a change that was counted before also where it would lead below zero now", async () => {
    const down = item("down", -3, { delta: true, observedAt: "2026-03-02T09:00:01Z" });
    await ingest(item("total", 3), down);
    expect(statuses(await ingest(down))).toEqual(["duplicate"]);
  });

  it("finds a post whatever the case of its id", async () => {
    expect(statuses(await ingest({ ...item("a", 5), postId: postId.toUpperCase() }))).toEqual([
      "counted",
    ]);
  });

  it("refuses what the database can't hold and counts the others", async () => {
    const results = await ingest(item("nul\0", 1), item("half\ud800", 1), item("good", 2));
    expect(statuses(results)).toEqual(["refused", "refused", "counted"]);
    expect(await total()).toBe(2);
  });

  const at = (minute: number, conversions: number, more: object = {}) =>
    item(`${minute}`, conversions, { observedAt: `2026-03-02T08:0${minute}:00Z`, ...more });

  it("takes the totals of one batch in whatever order they come", async () => {
    await ingest(at(3, 9), item("late", 2, { delta: true }), at(1, 4), at(2, 7));
    expect(await total()).toBe(11);
  });

  it("lets no late total bring a count below zero with what was taken away since", async () => {
    await ingest(at(1, 100), at(3, -50, { delta: true }));
    const [late] = await ingest(at(2, 30));
    expect(late).toMatchObject({ status: "refused", message: expect.stringContaining("below") });
    expect(await total()).toBe(50);
    expect(statuses(await ingest(at(2, 60)))).toEqual(["counted"]);
    expect(await total()).toBe(10);
  });

  it("looks at the bounds when all of a batch is counted", async () => {
    const change = (minute: number, by: number) => at(minute, by, { delta: true });
    expect(statuses(await ingest(change(2, -50), change(1, 100)))).toEqual(["counted", "counted"]);
    expect(statuses(await ingest(change(3, -80), change(4, 40)))).toEqual(["counted", "counted"]);
    expect(await total()).toBe(10);
  });

  it("takes a total and a change of one moment in either order", async () => {
    const [sum, change] = [at(1, 100), at(1, 5, { id: "change", delta: true })];
    await ingest(change);
    await ingest(sum);
    expect(await total()).toBe(100);
    expect(statuses(await ingest(at(1, 7, { id: "other", delta: true })))).toEqual(["stale"]);
    expect(await total()).toBe(100);
  });

  it("takes the larger of two totals of one moment, however often they come", async () => {
    const [low, high] = [at(1, 190, { id: undefined }), at(1, 200, { id: undefined })];
    expect(statuses(await ingest(high, low, high))).toEqual(["counted", "stale", "unchanged"]);
    expect(statuses(await ingest(low))).toEqual(["stale"]);
    expect(await total()).toBe(200);
  });

  it("refuses what was counted more than a day before the post went out", async () => {
    const dayBefore = (at: string) => ({ observedAt: `2026-03-01T${at}Z` });
    const results = await ingest(
      item("early", 1, dayBefore("08:59:59")),
      item("close", 2, dayBefore("09:00:00")),
    );
    expect(results).toMatchObject([
      { status: "refused", message: expect.stringContaining("before this post went out") },
      { status: "counted" },
    ]);
  });

  it("answers briefly whatever is sent", async () => {
    const keys = Object.fromEntries(Array.from({ length: 300_000 }, (_, i) => [`no${i}`, 1]));
    const long = "x".repeat(100_000);
    const results = await ingest(
      item("keys", 0, { metrics: keys }),
      item("key", 0, { metrics: { [long]: 1 } }),
      item(long, 1),
    );
    expect(statuses(results)).toEqual(["refused", "refused", "refused"]);
    expect(results[0]?.message).toContain("conversions");
    expect(JSON.stringify(results).length).toBeLessThan(1500);
  });

  it("counts ten thousand items, and refuses one more", async () => {
    const items = Array.from({ length: 10_000 }, (_, i) => item(`many-${i}`, 1, { delta: true }));
    const answer = await ingestMetrics(world.ctx(), { items });
    expect(answer).toMatchObject({ counted: 10_000, refused: 0 });
    expect(await total()).toBe(10_000);
  });

  it("refuses what another source counts, and says which", async () => {
    const [views] = await ingest({ id: "a", postId, metrics: { views: 100 }, observedAt });
    expect(views).toMatchObject({
      status: "refused",
      message: expect.stringContaining("views on X comes from"),
    });
    expect(await total()).toBe(0);
  });

  it("refuses bad items one by one and counts the others", async () => {
    const results = await ingest(
      "nonsense",
      { id: "no-post", metrics: { conversions: 1 }, observedAt },
      item("below", -3),
      item("below-zero", -3, { delta: true, observedAt: "2026-03-02T09:00:01Z" }),
      item("future", 1, { observedAt: "2026-03-02T10:00:00Z" }),
      item("good", 1),
    );
    expect(statuses(results)).toEqual([
      "refused",
      "refused",
      "refused",
      "refused",
      "refused",
      "counted",
    ]);
    expect(results.slice(0, 5).every((result) => result.message)).toBe(true);
  });

  it("knows no post of another workspace", async () => {
    const other = await addWorkspace(world.runtime, "Halden");
    const ctx = contextFor(world.runtime, other.workspaceId, other.userId, "owner");
    const { results } = await ingestMetrics(ctx, {
      items: [item("a", 5), { ...item("b", 5), postId: undefined, externalId }],
    });
    expect(statuses(results)).toEqual(["refused", "refused"]);
    expect(await total()).toBe(0);
  });
});

describe("a signed batch", () => {
  beforeEach(() => setRuntime(world.runtime));
  const hmac = (key: string, text: string) => createHmac("sha256", key).update(text).digest("hex");
  const sign = (body: string, workspace = world.workspaceId) =>
    `sha256=${hmac(hmac(world.runtime.env.INGEST_SECRET, workspace), body)}`;
  const send = (body: string, signature: string, workspace = world.workspaceId) =>
    POST(
      new Request("http://localhost/api/analytics/ingest", {
        method: "POST",
        body,
        headers: { "x-bandwagon-signature": signature, "x-bandwagon-workspace": workspace },
      }),
      { params: Promise.resolve({}) },
    );

  it("is counted", async () => {
    const body = JSON.stringify({ items: [item("a", 5)] });
    const response = await send(body, sign(body));
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ counted: 1, refused: 0 });
    expect(await total()).toBe(5);
  });

  it("is refused when one byte differs from what was signed", async () => {
    const body = JSON.stringify({ items: [item("a", 5)] });
    const response = await send(`${body} `, sign(body));
    expect(response.status).toBe(401);
    expect(((await response.json()) as { detail: string }).detail).toContain("INGEST_SECRET");
    expect(await total()).toBe(0);
  });

  it("is refused in any workspace but the one whose key signed it", async () => {
    const body = JSON.stringify({ items: [item("a", 5)] });
    const other = await addWorkspace(world.runtime, "Halden");
    expect((await send(body, sign(body, other.workspaceId))).status).toBe(401);
    expect((await send(body, sign(body), other.workspaceId)).status).toBe(401);
    const byInstall = `sha256=${hmac(world.runtime.env.INGEST_SECRET, body)}`;
    expect((await send(body, byInstall)).status).toBe(401);
    expect((await send(body, sign(body), world.workspaceId.toUpperCase())).status).toBe(200);
  });

  it("changes nothing when it comes again", async () => {
    const change = item("b", 2, { delta: true, observedAt: "2026-03-02T09:00:30Z" });
    const body = JSON.stringify({ items: [{ ...item("", 5), id: undefined }, change] });
    await send(body, sign(body));
    const later = item("c", 3, { observedAt: "2026-03-02T09:01:00Z" });
    await ingest(later);
    const again = await send(body, sign(body));
    expect(await again.json()).toMatchObject({ counted: 0, stale: 1, duplicate: 1 });
    expect(await total()).toBe(3);
  });

  it("is not even read where nobody can have signed it, or too many came from there", async () => {
    const body = JSON.stringify({ items: [item("a", 5)] });
    const from = { "x-client-address": "192.0.2.77", "x-bandwagon-workspace": world.workspaceId };
    const statuses = new Set<number>();
    for (let i = 0; i <= 600; i++) {
      const headers = { ...from, "x-bandwagon-signature": i < 600 ? "sha256=no" : sign(body) };
      const request = new Request("http://localhost/", { method: "POST", body, headers });
      statuses.add((await POST(request, { params: Promise.resolve({}) })).status);
      expect(request.bodyUsed).toBe(false);
    }
    expect([...statuses]).toEqual([401, 429]);
    const nobodys = new Request("http://localhost/", {
      ...{ method: "POST", body },
      headers: { "x-bandwagon-signature": sign(body, postId), "x-bandwagon-workspace": postId },
    });
    expect((await POST(nobodys, { params: Promise.resolve({}) })).status).toBe(401);
    expect(nobodys.bodyUsed).toBe(false);
  });

  it("says what is wrong with a body that is not JSON, or a workspace that is not there", async () => {
    expect((await send("{", sign("{"))).status).toBe(400);
    const body = JSON.stringify({ items: [item("a", 5)] });
    expect((await send(body, sign(body, postId), postId)).status).toBe(401);
    expect((await send(body, sign(body), "nobody")).status).toBe(400);
  });
});

describe("a batch by token", () => {
  const token = "a-token-of-somebody";
  beforeEach(async () => {
    setRuntime(world.runtime);
    await world.runtime.database.db.insert(apiTokens).values({
      ...{ workspaceId: world.workspaceId, name: "Shop", prefix: "a" },
      ...{ tokenHash: hashToken(token), scopes: ["analytics:write"] },
    });
  });
  const send = async (
    body: BodyInit,
    { query = "", ...headers }: Record<string, string> = {},
  ): Promise<{ status: number; headers: Headers; body: IngestAnswer & { detail: string } }> => {
    const request = new Request(`http://localhost/api/analytics/ingest${query}`, {
      method: "POST",
      body,
      headers: { authorization: `Bearer ${token}`, ...headers },
    });
    const response = await POST(request, { params: Promise.resolve({}) });
    const answer = (await response.json()) as IngestAnswer & { detail: string };
    return { status: response.status, headers: response.headers, body: answer };
  };
  const batch = (...items: unknown[]) => JSON.stringify({ items });

  it("is unpacked", async () => {
    const { status, body } = await send(gzipSync(batch(item("a", 5))), {
      "content-encoding": "gzip",
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({ counted: 1 });
    expect(await total()).toBe(5);
  });

  it("is refused where it is no gzip, unpacks to too much, or is packed otherwise", async () => {
    const packed = { "content-encoding": "gzip" };
    const broken = await send("nonsense", packed);
    expect(broken).toMatchObject({
      status: 400,
      body: { detail: expect.stringContaining("gzip") },
    });
    const bomb = await send(gzipSync(Buffer.alloc(40 * 1024 * 1024)), packed);
    expect(bomb).toMatchObject({ status: 400, body: { detail: expect.stringContaining("16 MB") } });
    const other = await send(batch(item("a", 5)), { "content-encoding": "br" });
    expect(other.status).toBe(400);
    const large = await send(Buffer.alloc(9 * 1024 * 1024));
    expect(large).toMatchObject({ status: 400, body: { detail: expect.stringContaining("8 MB") } });
  });

  it("is told the same again for the same key, and counted once", async () => {
    const key = { "idempotency-key": "batch-1" };
    const items = [item("a", 5), "nonsense", { ...item("", 6), id: undefined }];
    const first = await send(batch(...items), key);
    const plain = { id: undefined, conversions: 9 };
    await send(batch({ ...item("", 9), ...plain, observedAt: "2026-03-02T09:01:00Z" }));
    const again = await send(gzipSync(batch(...items)), { ...key, "content-encoding": "gzip" });
    expect(again.body).toEqual(first.body);
    expect(again.headers.get("idempotent-replayed")).toBe("true");
    expect(await total()).toBe(9);
    expect((await send(batch(item("b", 7)), key)).status).toBe(422);
  });

  it("judges anew for the same key what was refused, and keeps no words of it", async () => {
    const key = { "idempotency-key": "batch-2" };
    const taken = item("taken", -3, { delta: true, observedAt: "2026-03-02T09:02:00Z" });
    const items = [item("given", 2), taken, "nonsense"];
    expect((await send(batch(...items), key)).body).toMatchObject({ counted: 1, refused: 2 });
    const [kept] = await world.runtime.database.db.select().from(idempotencyKeys);
    expect(kept?.answer).toEqual({ statuses: "044" });
    await ingest(item("more", 9, { observedAt: "2026-03-02T09:01:00Z" }));
    const again = await send(batch(...items), key);
    expect(again.body).toMatchObject({ counted: 2, refused: 1 });
    expect(await total()).toBe(6);
    expect((await send(batch(...items), key)).body).toMatchObject({ counted: 1, duplicate: 1 });
    expect(await total()).toBe(6);
  });

  it("leaves the counted ones out where asked to", async () => {
    const items = [item("a", 5), item("b", -1), item("a", 5)];
    const { body } = await send(batch(...items), { query: "?results=uncounted" });
    expect(body).toMatchObject({ counted: 1, refused: 1, duplicate: 1 });
    expect(body.results.map(({ index }) => index)).toEqual([1, 2]);
  });

  it("is refused with more than ten thousand items", async () => {
    const { status, body } = await send(batch(...Array(10_001).fill(0)));
    expect(status).toBe(422);
    expect(body.detail).toContain("10000 items");
  });
});

describe("batches at once", () => {
  it("count an id that both have for different posts once, and lose nothing", async () => {
    const account = await addAccount(world);
    const other = await addPublishedPost(world, { accountId: account.id });
    const own = (id: string, post: string) => item(id, 1, { delta: true, postId: post });
    const ids = Array.from({ length: 20 }, (_, i) => `both-${i}`);
    const answers = await Promise.all([
      ingest(...ids.map((id) => own(id, postId)), own("one", postId)),
      ingest(...ids.toReversed().map((id) => own(id, other.id)), own("two", other.id)),
    ]);
    const counted = answers.flat().filter(({ status }) => status === "counted");
    expect(counted).toHaveLength(22);
    expect(await total()).toBe(22);
  });
});

describe("readIngestItem", () => {
  const good = { id: "a", metrics: { views: 1 }, observedAt: "2026-02-28T09:00:00.5+01:00" };
  const named = { ...good, postId: "01900000-0000-7000-8000-000000000001" };
  it.each<unknown>([
    named,
    { ...named, id: undefined },
    { ...good, externalId: "18", delta: true, metrics: { clicks: -2 } },
    { ...named, unknown: 1, delta: false },
    good,
    { ...named, delta: true, id: undefined },
    { ...named, id: "" },
    { ...named, id: "x".repeat(201) },
    { ...named, id: 7 },
    { ...named, id: null },
    { ...named, postId: "nobody" },
    { ...named, externalId: "" },
    { ...named, externalId: "x".repeat(501) },
    { ...named, metrics: {} },
    { ...named, metrics: [] },
    { ...named, metrics: null },
    { ...named, metrics: { views: 1.5 } },
    { ...named, metrics: { views: "1" } },
    { ...named, metrics: { views: 2_000_000_001 } },
    { ...named, metrics: { views: -1 } },
    { ...named, metrics: { constructor: 1 } },
    { ...named, delta: "yes" },
    { ...named, observedAt: "2026-02-29T09:00:00Z" },
    { ...named, observedAt: "2026-02-28" },
    { ...named, observedAt: "1999-12-31T00:00:00Z" },
    { ...named, observedAt: "1999-12-30T23:59:59Z" },
    { ...named, observedAt: "0001-01-01T00:00:00Z" },
    { ...named, observedAt: "2100-01-02T00:00:00Z" },
    { ...named, observedAt: 5 },
    [],
    null,
    "text",
  ])("decides as the schema does: %j", (raw) => {
    const parsed = IngestItem.safeParse(raw);
    const read = readIngestItem(raw);
    expect(read.ok).toBe(parsed.success);
    if (read.ok) expect(read.item).toEqual(parsed.data);
    else expect(read.message).not.toBe("");
  });
});
