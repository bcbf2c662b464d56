import { createHmac } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { EventName } from "@/lib/contracts/events";
import { OutboundBody } from "@/lib/contracts/outbound-events";
import { CreateWebhook } from "@/lib/contracts/outbound-webhooks";
import type { Ctx } from "@/server/context";
import { auditLog, events } from "@/server/db/schema/facts";
import { outboundDeliveries, outboundWebhooks } from "@/server/db/schema/outbound";
import { emit } from "@/server/events/emit";
import { claimDeliveries } from "@/server/outbound/claim-deliveries";
import { createCourier } from "@/server/outbound/create-courier";
import { createWebhook } from "@/server/outbound/create-webhook";
import { deleteWebhook } from "@/server/outbound/delete-webhook";
import { fanOutEvents } from "@/server/outbound/fan-out-events";
import { getDelivery } from "@/server/outbound/get-delivery";
import { listDeliveries } from "@/server/outbound/list-deliveries";
import { getWebhook, listWebhooks } from "@/server/outbound/list-webhooks";
import { purgeDeliveries } from "@/server/outbound/purge-deliveries";
import { redeliver, redeliverFailed } from "@/server/outbound/redeliver";
import { rotateSecret } from "@/server/outbound/rotate-secret";
import { sendDelivery } from "@/server/outbound/send-delivery";
import { sendTest } from "@/server/outbound/send-test";
import { settleDelivery } from "@/server/outbound/settle-delivery";
import { updateWebhook } from "@/server/outbound/update-webhook";
import { createEgress } from "@/server/platforms/http";
import type { Runtime } from "@/server/runtime";
import { addPublishedPost } from "@/server/testing/published-post";
import {
  type Heard,
  startWebhookReceiver,
  type WebhookReceiver,
} from "@/server/testing/webhook-receiver";
import {
  addAccount,
  addCampaign,
  addWorkspace,
  contextFor,
  createWorld,
  type World,
} from "@/server/testing/world";

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

let world: World;
let receiver: WebhookReceiver;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  receiver = await startWebhookReceiver();
});
afterEach(async () => {
  await world.runtime.database.db.delete(outboundWebhooks);
  await receiver.close();
});

const tell = (
  name: EventName,
  data: Record<string, unknown> = {},
  workspaceId = world.workspaceId,
) => world.runtime.database.db.transaction((tx) => emit(tx, workspaceId, [{ name, data }]));

const make = (input: Partial<CreateWebhook> = {}, ctx: Ctx = world.ctx()) =>
  createWebhook(ctx, CreateWebhook.parse({ url: receiver.url, ...input }));

async function deliver(runtime: Runtime = world.runtime): Promise<void> {
  const courier = createCourier(runtime);
  await courier.pump();
  await courier.drain();
}

const list = async (webhookId: string) =>
  (await listDeliveries(world.ctx(), webhookId, { limit: 50 })).items;

async function first(webhookId: string) {
  const [item] = await list(webhookId);
  if (!item) throw new Error("nothing was to be delivered");
  return getDelivery(world.ctx(), item.id);
}

/** By the standard's own words, with nothing of ours. */
function signatureOf(secret: string, { headers, body }: Heard): string {
  const key = Buffer.from(secret.slice("whsec_".length), "base64");
  const signed = `${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${body}`;
  return `v1,${createHmac("sha256", key).update(signed).digest("base64")}`;
}

describe("what is sent", () => {
  it("is signed, says all about the post, and comes once for each chosen event", async () => {
    const account = await addAccount(world);
    const campaign = await addCampaign(world);
    const permalink = "https://x.example/northlight/1";
    const ids = { accountId: account.id, campaignId: campaign.id };
    const post = await addPublishedPost(world, { ...ids, permalink });
    const { webhook, secret } = await make({ events: ["post.published"] });
    const other = await addWorkspace(world.runtime, "Elsewhere");
    await tell("post.published", { postId: post.id, ...ids });
    await tell("post.changed", { postId: post.id });
    await tell("post.published", { postId: post.id }, other.workspaceId);
    const { runtime } = world;
    await Promise.all([fanOutEvents(runtime), fanOutEvents(runtime), fanOutEvents(runtime)]);
    await fanOutEvents(runtime);
    await deliver();
    await deliver();
    expect(receiver.heard).toHaveLength(1);
    const [heard] = receiver.heard;
    if (!heard) throw new Error("nothing was heard");
    expect(heard.headers["webhook-signature"]).toBe(signatureOf(secret, heard));
    expect(heard.headers["webhook-timestamp"]).toBe(
      String(Date.parse("2026-03-02T09:00:00Z") / 1000),
    );
    expect(OutboundBody.parse(JSON.parse(heard.body))).toMatchObject({
      type: "post.published",
      alias: "content:published",
      data: {
        postId: post.id,
        post: {
          status: "published",
          platform: "x",
          permalink,
          publishedAt: "2026-03-02T09:00:00.000Z",
          account: { id: account.id, handle: "northlight", sandbox: true },
          campaign: { id: campaign.id, name: campaign.name },
          problem: null,
        },
      },
    });
    expect(await list(webhook.id)).toMatchObject([
      { event: "post.published", status: "delivered", attempts: 1, lastStatus: 200 },
    ]);
  });

  it("is every public event where none was chosen, and no other", async () => {
    const { webhook } = await make({ events: ["*"] });
    await tell("generation.progressed");
    await tell("campaign.changed", { campaignId: "c" });
    await tell("metrics.changed");
    await tell("schedule.deleted");
    await deliver();
    const names = (await list(webhook.id)).map(({ event }) => event);
    expect(names.sort()).toEqual(["campaign.changed", "schedule.deleted"]);
  });

  it("carries two signatures for a day after a new secret, and no secret is told again", async () => {
    const { webhook, secret: old } = await make();
    const { secret } = await rotateSecret(world.ctx(), webhook.id);
    receiver.answers.push(() => ({ status: 200, body: `you signed with ${secret}` }));
    await sendTest(world.ctx(), webhook.id);
    await deliver();
    const both = receiver.heard[0];
    if (!both) throw new Error("nothing was heard");
    expect(both.headers["webhook-signature"]).toBe(
      `${signatureOf(secret, both)} ${signatureOf(old, both)}`,
    );
    const kept = JSON.stringify([
      await first(webhook.id),
      await listWebhooks(world.ctx()),
      await world.runtime.database.db.select().from(auditLog),
      await world.runtime.database.db.select().from(outboundWebhooks),
    ]);
    expect(kept).toContain("you signed with [redacted]");
    for (const one of [old, secret]) expect(kept).not.toContain(one.slice("whsec_".length));
    world.runtime.clock.advance(dayMs);
    await sendTest(world.ctx(), webhook.id);
    await deliver();
    const one = receiver.heard[1];
    if (!one) throw new Error("nothing was heard");
    expect(one.headers["webhook-signature"]).toBe(signatureOf(secret, one));
  });
});

describe("what fails", () => {
  it("is sent again under the same id, and the log shows each try", async () => {
    const { webhook } = await make();
    receiver.answers.push({ status: 500, body: "out of order" });
    await tell("campaign.changed");
    await deliver();
    await deliver();
    expect(receiver.heard).toHaveLength(1);
    expect(await first(webhook.id)).toMatchObject({
      status: "pending",
      lastError: "The receiver answered 500.",
    });
    world.runtime.clock.advance(6000);
    await deliver();
    const ids = receiver.heard.map(({ headers }) => headers["webhook-id"]);
    expect(new Set(ids).size).toBe(1);
    const detail = await first(webhook.id);
    expect(detail).toMatchObject({ status: "delivered", messageId: ids[0] });
    expect(detail.tries.map((each) => [each.status, each.answer])).toEqual([
      [500, "out of order"],
      [200, null],
    ]);
    expect(await getWebhook(world.ctx(), webhook.id)).toMatchObject({ failingSince: null });
  });

  it("is given up after a day, and can be asked for again", async () => {
    const { webhook } = await make();
    await tell("campaign.changed");
    const begun = world.runtime.clock.now().getTime();
    receiver.answers.push(...Array.from({ length: 8 }, () => ({ status: 503 })));
    for (let i = 0; i < 20; i++) {
      await deliver();
      const { status, nextAt } = await first(webhook.id);
      if (status !== "pending" || !nextAt) break;
      world.runtime.clock.set(new Date(nextAt));
    }
    expect(world.runtime.clock.now().getTime() - begun).toBeLessThanOrEqual(dayMs);
    const failed = await first(webhook.id);
    expect(failed).toMatchObject({ status: "failed", attempts: 8 });
    await redeliver(world.ctx(), failed.id);
    await deliver();
    expect(await first(webhook.id)).toMatchObject({ status: "delivered", attempts: 9 });
    expect(new Set(receiver.heard.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
  });

  it("waits as long as the receiver asks", async () => {
    const { webhook } = await make();
    receiver.answers.push({ status: 429, headers: { "retry-after": "3600" } });
    await tell("campaign.changed");
    await deliver();
    const at = new Date(world.runtime.clock.now().getTime() + 60 * minuteMs).toISOString();
    expect(await first(webhook.id)).toMatchObject({ nextAt: at });
  });

  it("by a redirect says so and follows it nowhere", async () => {
    const { webhook } = await make();
    receiver.answers.push({ status: 302, headers: { location: receiver.url } });
    await sendTest(world.ctx(), webhook.id);
    await deliver();
    expect(receiver.heard).toHaveLength(1);
    expect((await first(webhook.id)).lastError).toContain("redirects are not followed");
  });

  it("with 410 Gone switches the webhook off, and everybody concerned is told", async () => {
    const { webhook } = await make();
    receiver.answers.push({ status: 410 });
    await tell("campaign.changed");
    await deliver();
    const reason = "The receiver answered 410 Gone: it wants no more events.";
    expect(await getWebhook(world.ctx(), webhook.id)).toMatchObject({
      enabled: false,
      disabledReason: reason,
    });
    const { db } = world.runtime.database;
    expect(
      await db.select().from(auditLog).where(eq(auditLog.subjectId, webhook.id)),
    ).toContainEqual(expect.objectContaining({ action: "webhook.disabled", actorKind: "system" }));
    expect(
      await db.select().from(events).where(eq(events.name, "webhook.disabled")),
    ).toContainEqual(expect.objectContaining({ data: { webhookId: webhook.id, reason } }));
    await expect(sendTest(world.ctx(), webhook.id)).rejects.toMatchObject({ code: "conflict" });
  });

  it("for five days switches the webhook off; a success in between begins anew", async () => {
    const { webhook } = await make();
    const failOnce = async () => {
      receiver.answers.push({ status: 500 });
      await tell("campaign.changed");
      await deliver();
      await world.runtime.database.db
        .update(outboundDeliveries)
        .set({ status: "failed" })
        .where(eq(outboundDeliveries.status, "pending"));
      world.runtime.clock.advance(dayMs / 2);
    };
    for (let i = 0; i < 10; i++) await failOnce();
    expect((await getWebhook(world.ctx(), webhook.id)).enabled).toBe(true);
    await sendTest(world.ctx(), webhook.id);
    await deliver();
    for (let i = 0; i < 10; i++) await failOnce();
    expect((await getWebhook(world.ctx(), webhook.id)).enabled).toBe(true);
    await failOnce();
    expect(await getWebhook(world.ctx(), webhook.id)).toMatchObject({
      enabled: false,
      disabledReason: "Nothing could be delivered for five days.",
    });
  });
});

describe("several processes", () => {
  it("never send what another has leased, and at most four at once to one address", async () => {
    await make();
    for (let i = 0; i < 9; i++) await tell("campaign.changed", { i });
    await fanOutEvents(world.runtime);
    const claims = await Promise.all([1, 2, 3].map(() => claimDeliveries(world.runtime, 64)));
    const ids = claims.flat().map(({ delivery }) => delivery.id);
    expect(ids).toHaveLength(4);
    expect(new Set(ids).size).toBe(4);
    expect(await claimDeliveries(world.runtime, 64)).toEqual([]);
  });

  it("send again what a dead one had not settled; its late word changes nothing", async () => {
    const { webhook } = await make();
    await tell("campaign.changed");
    await fanOutEvents(world.runtime);
    const [claimed] = await claimDeliveries(world.runtime, 64);
    if (!claimed) throw new Error("nothing was claimed");
    const answer = await sendDelivery(world.runtime, claimed);
    world.runtime.clock.advance(30_000);
    await deliver();
    expect(receiver.heard).toHaveLength(1);
    world.runtime.clock.advance(31_000);
    await deliver();
    expect(receiver.heard.map(({ headers }) => headers["webhook-id"])).toEqual([
      (await first(webhook.id)).messageId,
      (await first(webhook.id)).messageId,
    ]);
    await settleDelivery(world.runtime, claimed, { ...answer, status: 500 });
    expect(await first(webhook.id)).toMatchObject({ status: "delivered", attempts: 2 });
  });

  it("let no slow address hold up another", async () => {
    const slow = await startWebhookReceiver();
    const { promise, resolve } = Promise.withResolvers<void>();
    const hang = async () => {
      await promise;
      return { status: 200 };
    };
    slow.answers.push(hang, hang, hang, hang);
    const dead = await make({ url: slow.url });
    const quick = await make();
    for (let i = 0; i < 6; i++) await tell("campaign.changed", { i });
    const courier = createCourier(world.runtime);
    // Not until one is settled: in the end only those are under way that hang.
    while ((await list(quick.webhook.id)).filter((d) => d.status === "delivered").length < 6) {
      await courier.pump();
      await setImmediate();
    }
    expect((await list(dead.webhook.id)).every((each) => each.status === "pending")).toBe(true);
    resolve();
    await courier.drain();
    await slow.close();
  });
});

it("leaves hands for others, whatever one workspace's addresses do", async () => {
  const { workspaceId, userId } = await addWorkspace(world.runtime, "Busy");
  const busy = contextFor(world.runtime, workspaceId, userId, "owner");
  for (let i = 0; i < 6; i++) await make({}, busy);
  const { webhook } = await make();
  for (let i = 0; i < 4; i++) {
    await tell("campaign.changed", { i }, workspaceId);
    await tell("campaign.changed", { i });
  }
  await fanOutEvents(world.runtime);
  const all = await claimDeliveries(world.runtime, 64);
  const own = all.filter((each) => each.webhook.id === webhook.id);
  expect({ own: own.length, others: all.length - own.length }).toEqual({ own: 4, others: 16 });
  expect(await claimDeliveries(world.runtime, 64)).toEqual([]);
});

describe("an address", () => {
  const without = (allow: string[]): Ctx => {
    const { runtime } = world;
    return {
      ...world.ctx(),
      runtime: { ...runtime, env: { ...runtime.env, EGRESS_ALLOW: allow } },
    };
  };
  it.each([
    "http://example.com/hooks",
    "https://10.0.0.8/hooks",
    "https://localhost/hooks",
    "https://printer.local/hooks",
    "https://[::1]/hooks",
    "https://169.254.169.254/latest/meta-data",
    "https://me:pass@example.com/hooks",
    "ftp://example.com/hooks",
  ])("%s is refused when it is saved", async (url) => {
    await expect(make({ url }, without([]))).rejects.toMatchObject({
      fields: [expect.objectContaining({ path: "url" })],
    });
  });

  it("that leads inside is refused when it is sent to", async () => {
    const { webhook } = await make();
    await sendTest(world.ctx(), webhook.id);
    const egress = createEgress({ allow: [], trustedOrigins: [] });
    await deliver({ ...world.runtime, egress });
    await egress.close();
    expect(receiver.heard).toEqual([]);
    expect((await first(webhook.id)).lastError).toContain("inside a private network");
  });
});

describe("a person", () => {
  it("switches it off and on: what waits is given up, and what was missed is not told", async () => {
    const { webhook } = await make();
    receiver.answers.push({ status: 500 });
    await tell("campaign.changed", { at: "before" });
    await deliver();
    await updateWebhook(world.ctx(), webhook.id, { enabled: false });
    await tell("campaign.changed", { at: "meanwhile" });
    await deliver();
    await updateWebhook(world.ctx(), webhook.id, { enabled: true });
    await tell("campaign.changed", { at: "after" });
    await deliver();
    expect((await list(webhook.id)).map((each) => each.status).sort()).toEqual([
      "delivered",
      "failed",
    ]);
    const since = "2026-03-01T00:00:00Z";
    expect(await redeliverFailed(world.ctx(), webhook.id, since)).toEqual({ count: 1 });
    await deliver();
    const told = receiver.heard.map(({ body }) => OutboundBody.parse(JSON.parse(body)).data.at);
    expect(told).toEqual(["before", "after", "before"]);
  });

  it("reads the log in pages", async () => {
    const { webhook } = await make();
    for (let i = 0; i < 3; i++) await tell("campaign.changed", { i });
    await fanOutEvents(world.runtime);
    const ctx = world.ctx();
    const page = await listDeliveries(ctx, webhook.id, { limit: 2 });
    const rest = await listDeliveries(ctx, webhook.id, { limit: 2, cursor: page.nextCursor ?? "" });
    const ids = [...page.items, ...rest.items].map(({ id }) => id);
    expect(new Set(ids).size).toBe(3);
    expect(rest.nextCursor).toBeNull();
    for (const words of ["nonsense", `1 ${webhook.id}`, `2026-03-01T00:00:00Z ${"-".repeat(36)}`]) {
      const cursor = Buffer.from(words).toString("base64url");
      const attempt = listDeliveries(ctx, webhook.id, { limit: 2, cursor });
      await expect(attempt).rejects.toMatchObject({ code: "invalid" });
    }
    expect((await listDeliveries(ctx, webhook.id, { limit: 2, status: "failed" })).items).toEqual(
      [],
    );
  });

  it("deletes it with its log, while a delivery is under way", async () => {
    const { webhook } = await make();
    receiver.answers.push(async () => {
      await deleteWebhook(world.ctx(), webhook.id);
      return { status: 200 };
    });
    await sendTest(world.ctx(), webhook.id);
    await deliver();
    expect(await world.runtime.database.db.select().from(outboundDeliveries)).toEqual([]);
  });

  it("makes at most twenty", async () => {
    for (let i = 0; i < 20; i++) await make();
    await expect(make()).rejects.toMatchObject({ code: "conflict" });
  });
});

it("forgets deliveries after thirty days", async () => {
  const { webhook } = await make();
  await tell("campaign.changed");
  await deliver();
  world.runtime.clock.advance(29 * dayMs);
  await purgeDeliveries(world.runtime);
  expect(await list(webhook.id)).toHaveLength(1);
  world.runtime.clock.advance(2 * dayMs);
  await purgeDeliveries(world.runtime);
  expect(await list(webhook.id)).toEqual([]);
});
