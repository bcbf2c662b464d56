import { createHmac } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { sealCredentials } from "@/server/accounts/account-credentials";
import { listPlatformSetups } from "@/server/accounts/platform-setup";
import { ownWebhookSecret } from "@/server/accounts/webhook-keys";
import { socialAccounts } from "@/server/db/schema/accounts";
import { posts } from "@/server/db/schema/posts";
import {
  engagementEvents,
  metrics,
  webhookCounts,
  webhookDeliveries,
} from "@/server/db/schema/results";
import { createSigningSecret } from "@/server/platforms/blog/connect";
import { webhookCases } from "@/server/platforms/fixtures/webhook-cases";
import { processWebhooks } from "@/server/testing/process-webhooks";
import { addPublishedPost } from "@/server/testing/published-post";
import { addAccount, addWorkspace, createWorld, type World } from "@/server/testing/world";
import { receiveWebhook } from "@/server/webhooks/receive-webhook";

let world: World;
const secret = "consumer-secret";
beforeEach(async () => {
  world = await createWorld({ OAUTH_X_CONSUMER_SECRET: secret });
});
afterEach(() => world.close());

const hmac = (algorithm: string, key: string, text: string, encoding: "base64" | "hex") =>
  createHmac(algorithm, key).update(text).digest(encoding);

const like = (postId: string, number = 1) =>
  JSON.stringify({
    data: {
      event_uuid: `event-${number}`,
      event_type: "like.create",
      filter: { user_id: "u1" },
      payload: { liked_tweet_id: postId, created_at: "2026-03-02T08:59:00.000Z" },
    },
  });

async function post(body: string, signature: string, path = "x") {
  const headers = { "x-twitter-webhooks-signature": signature };
  const request = new Request(`http://localhost/webhooks/${path}`, {
    method: "POST",
    body,
    headers,
  });
  const response = await receiveWebhook(world.runtime, path.split("?")[0] ?? "", request);
  await processWebhooks(world);
  return response;
}
const signed = (body: string) => `sha256=${hmac("sha256", secret, body, "base64")}`;
const db = () => world.runtime.database.db;

async function addRealPost() {
  const account = await addAccount(world, { sandbox: false, externalId: "u1" });
  return addPublishedPost(world, { accountId: account.id, externalId: "1800" });
}

describe("a call that is signed", () => {
  it("is kept once, rings for one reading and never counts by itself", async () => {
    await addRealPost();
    expect((await post(like("1800"), signed(like("1800")))).status).toBe(200);
    expect((await post(like("1800"), signed(like("1800")))).status).toBe(200);
    expect((await post(like("1800", 2), signed(like("1800", 2)))).status).toBe(200);
    expect(await db().select().from(webhookDeliveries)).toHaveLength(2);
    expect(await db().select().from(engagementEvents)).toHaveLength(2);
    expect(await db().select().from(metrics)).toEqual([]);
    expect(world.runtime.jobs.sent.map((job) => job.name)).toEqual(["pull-metrics"]);
    const [row] = await db().select().from(posts);
    expect(row?.metricsNextPullAt).toEqual(world.runtime.clock.now());
  });

  it("waits with the reading where each one costs money", async () => {
    await addRealPost();
    await db()
      .update(posts)
      .set({ metricsPulledAt: new Date("2026-03-02T08:50:00Z") });
    await post(like("1800"), signed(like("1800")));
    expect(world.runtime.jobs.sent).toEqual([]);
    const [row] = await db().select().from(posts);
    expect(row?.metricsNextPullAt?.toISOString()).toBe("2026-03-02T09:50:00.000Z");
  });

  it("reaches every workspace that connected the account, and no sandbox account", async () => {
    await addRealPost();
    const other = await addWorkspace(world.runtime, "Halden");
    await addAccount(world, { sandbox: false, externalId: "u1", workspaceId: other.workspaceId });
    await addAccount(world, { sandbox: true, externalId: "u1" });
    await post(like("1800"), signed(like("1800")));
    const heard = await db().select().from(engagementEvents);
    expect(heard.map((event) => [event.workspaceId, event.postId !== null]).toSorted()).toEqual(
      [
        [world.workspaceId, true],
        [other.workspaceId, false],
      ].toSorted(),
    );
  });
});

describe("a call that is not", () => {
  it.each([
    ["a changed byte", (body: string) => signed(`${body} `)],
    ["another secret", (body: string) => `sha256=${hmac("sha256", "other", body, "base64")}`],
    ["no signature", () => ""],
  ])("is refused for %s", async (_name, sign) => {
    await addRealPost();
    const response = await post(like("1800"), sign(like("1800")));
    expect(response.status).toBe(401);
    expect(await db().select().from(engagementEvents)).toEqual([]);
  });

  it("does not pass with a secret of the other world", async () => {
    await addRealPost();
    const response = await post(like("1800"), signed(like("1800")), "x?world=sandbox");
    expect(response.status).toBe(401);
  });

  it("is refused unless it is signed with the secret that we gave the hub", async () => {
    const body =
      "<feed><entry><yt:videoId>v1</yt:videoId><yt:channelId>c1</yt:channelId></entry></feed>";
    const call = (key: string) =>
      receiveWebhook(
        world.runtime,
        "youtube",
        new Request("http://localhost/webhooks/youtube", {
          method: "POST",
          body,
          headers: { "x-hub-signature": `sha1=${hmac("sha1", key, body, "hex")}` },
        }),
      );
    expect((await call("wrong")).status).toBe(401);
    expect(await db().select().from(webhookDeliveries)).toEqual([]);
    expect((await call(ownWebhookSecret(world.runtime.env, "youtube", false))).status).toBe(200);
    expect(await db().select().from(webhookDeliveries)).toHaveLength(1);
  });

  it("is refused beyond a megabyte, and for a platform that is not there", async () => {
    expect((await post("x".repeat(1024 * 1024 + 1), "sha256=x")).status).toBe(400);
    expect((await post("{}", "", "myspace")).status).toBe(404);
  });
});

describe("a stranger", () => {
  const address = { "x-client-address": "203.0.113.9" };
  const send = (headers: Record<string, string>, body: BodyInit = like("1800")) =>
    receiveWebhook(
      world.runtime,
      "x",
      new Request("http://localhost/webhooks/x", {
        ...{ method: "POST", body, headers, duplex: "half" },
      } as RequestInit),
    );
  const name = "x-twitter-webhooks-signature";

  it("has nothing read of a call without a signature", async () => {
    let taken = 0;
    const body = new ReadableStream(
      {
        pull: (controller) => {
          taken += 1;
          controller.enqueue(new Uint8Array(1024));
        },
      },
      { highWaterMark: 0 },
    );
    expect((await send(address, body)).status).toBe(401);
    expect(taken).toBe(0);
  });

  it("has ten tries a minute, and takes nobody else's", async () => {
    for (let tries = 0; tries < 10; tries++) {
      expect((await send({ ...address, [name]: "sha256=x" })).status).toBe(401);
    }
    const refused = await send({ ...address, [name]: signed(like("1800")) });
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    const other = { "x-client-address": "203.0.113.10", [name]: signed(like("1800")) };
    expect((await send(other)).status).toBe(200);
    world.runtime.clock.advance(60_000);
    expect((await send({ ...address, [name]: signed(like("1800")) })).status).toBe(200);
  });

  it.each(["abc", "1234", "true", '"abc"', "null"])(
    "can't pass off what a proof of ownership signs as a delivery: %s",
    async (word) => {
      expect((await send({ ...address, [name]: signed(word) }, word)).status).toBe(400);
      expect(await db().select().from(webhookDeliveries)).toEqual([]);
    },
  );
});

describe("a site with a secret of its own", () => {
  const siteSecret = createSigningSecret();
  const addSite = async (externalId: string, signingSecret: string) => {
    const { id } = await addAccount(world, { platform: "blog", sandbox: false, externalId });
    const values = { url: "https://site.example", apiKey: "k", signingSecret };
    const sealedCredentials = sealCredentials(world.runtime, id, { kind: "form", values });
    await db().update(socialAccounts).set({ sealedCredentials }).where(eq(socialAccounts.id, id));
    return id;
  };
  const call = (accountId: string | null) => {
    const { body, sign } = webhookCases.blog ?? {};
    const headers = sign?.(siteSecret, body ?? "", world.runtime.clock.now()) ?? {};
    const request = new Request("http://localhost/", { method: "POST", body, headers });
    return receiveWebhook(world.runtime, "blog", request, accountId);
  };

  it("is heard at its own address and at no other", async () => {
    const own = await addSite("one", siteSecret);
    const other = await addSite("two", createSigningSecret());
    expect((await call(other)).status).toBe(401);
    expect((await call("nobody")).status).toBe(401);
    expect((await call(null)).status).toBe(404);
    expect((await call(own)).status).toBe(200);
    expect(await db().select().from(webhookDeliveries)).toMatchObject([{ accountId: own }]);
  });

  it("finds its address among the platforms' settings", async () => {
    const id = await addSite("one", siteSecret);
    const { items } = await listPlatformSetups(world.ctx());
    const blog = items.find((item) => item.platform === "blog");
    expect(blog?.webhookUrl).toBeNull();
    expect(blog?.siteWebhooks).toMatchObject([
      { accountId: id, url: `${world.runtime.env.APP_URL}/webhooks/blog/${id}` },
    ]);
  });
});

describe("a call that nobody here understands", () => {
  const unknown = async () => {
    const [counts] = await db().select().from(webhookCounts);
    return counts?.unknown;
  };

  it.each([
    ["tells nothing", JSON.stringify({ hello: "world" })],
    ["has signs that no database keeps", '{"hello":"\\u0000\ufeff"}'],
    ["is about an account that is not connected", like("1800")],
  ])("is kept as it came and counted: %s", async (_name, body) => {
    expect((await post(body, signed(body))).status).toBe(200);
    expect(await db().select().from(webhookDeliveries)).toMatchObject([
      { unknown: 1, body: body.replaceAll("\0", "\uFFFD"), processedAt: expect.any(Date) },
    ]);
    expect(await unknown()).toBe(1);
    await post(body, signed(body));
    expect(await unknown()).toBe(1);
  });

  it("is kept as an event where only its kind is new", async () => {
    await addRealPost();
    const body = like("1800").replace("like.create", "wave.create");
    await post(body, signed(body));
    expect(await db().select().from(engagementEvents)).toMatchObject([{ kind: "wave.create" }]);
    expect(await db().select().from(webhookDeliveries)).toMatchObject([{ unknown: 0, body: null }]);
  });
});

it("is signed with the secret of the app that platforms share", async () => {
  const { close } = world;
  world = await createWorld({ OAUTH_FACEBOOK_CLIENT_SECRET: "app-secret" });
  await close();
  const body = JSON.stringify({ object: "instagram", entry: [] });
  const send = (key: string) =>
    receiveWebhook(
      world.runtime,
      "instagram",
      new Request("http://localhost/webhooks/instagram", {
        method: "POST",
        body,
        headers: { "x-hub-signature-256": `sha256=${hmac("sha256", key, body, "hex")}` },
      }),
    );
  expect((await send("other")).status).toBe(401);
  expect((await send("app-secret")).status).toBe(200);
});

describe("a proof of ownership", () => {
  const ask = (path: string, query: Record<string, string>) =>
    receiveWebhook(
      world.runtime,
      path,
      new Request(`http://localhost/webhooks/${path}?${new URLSearchParams(query)}`),
    );

  it("is answered with the consumer secret", async () => {
    const response = await ask("x", { crc_token: "abc" });
    expect(await response.json()).toEqual({
      response_token: `sha256=${hmac("sha256", secret, "abc", "base64")}`,
    });
  });

  it("repeats the hub's challenge for a subscription, never for its end", async () => {
    const topic = "https://www.youtube.com/feeds/videos.xml?channel_id=c1";
    const query = { "hub.mode": "subscribe", "hub.topic": topic, "hub.challenge": "123" };
    expect(await (await ask("youtube", query)).text()).toBe("123");
    expect((await ask("youtube", { ...query, "hub.mode": "unsubscribe" })).status).toBe(404);
  });
});
