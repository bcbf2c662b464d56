import { createHmac } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { IngestResult } from "@/lib/contracts/analytics";
import { ingestMetrics } from "@/server/analytics/ingest-metrics";
import { receiveSignedIngest } from "@/server/analytics/receive-signed-ingest";
import { metrics } from "@/server/db/schema/results";
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
      item("b", 8),
      item("c", -2, { delta: true }),
      item("d", 6),
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
      item("below-zero", -3, { delta: true }),
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
  const sign = (body: string) =>
    `sha256=${createHmac("sha256", world.runtime.env.INGEST_SECRET).update(body).digest("hex")}`;
  const send = (body: string, signature: string, workspace = world.workspaceId) =>
    receiveSignedIngest(
      world.runtime,
      new Request("http://localhost/api/analytics/ingest", {
        method: "POST",
        body,
        headers: { "x-bandwagon-signature": signature, "x-bandwagon-workspace": workspace },
      }),
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

  it("says what is wrong with a body that is not JSON, or a workspace that is not there", async () => {
    expect((await send("{", sign("{"))).status).toBe(400);
    const body = JSON.stringify({ items: [item("a", 5)] });
    expect((await send(body, sign(body), postId)).status).toBe(400);
    expect((await send(body, sign(body), "nobody")).status).toBe(400);
  });
});
