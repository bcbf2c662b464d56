import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { catalog } from "@/lib/platforms/catalog";
import { PLATFORMS, type Platform } from "@/lib/platforms/platform";
import { sealCredentials } from "@/server/accounts/account-credentials";
import { ownWebhookSecret, verifyTokenOf } from "@/server/accounts/webhook-keys";
import { socialAccounts } from "@/server/db/schema/accounts";
import { posts } from "@/server/db/schema/posts";
import { engagementEvents, webhookCounts, webhookDeliveries } from "@/server/db/schema/results";
import { type WebhookCase, webhookCases } from "@/server/platforms/fixtures/webhook-cases";
import { getAdapter } from "@/server/platforms/registry";
import { processWebhooks } from "@/server/testing/process-webhooks";
import { addPublishedPost } from "@/server/testing/published-post";
import { createSandboxWorld, type SandboxWorld } from "@/server/testing/sandbox-world";
import { addAccount } from "@/server/testing/world";
import { receiveWebhook } from "@/server/webhooks/receive-webhook";

const calling = PLATFORMS.filter((platform) => catalog[platform].webhook);
const accountSecret = `whsec_${Buffer.alloc(32, 9).toString("base64")}`;
const sixMinutesMs = 6 * 60_000;

let rig: SandboxWorld;
/** Accounts that call at an address of their own. */
const sites = new Map<Platform, string>();
beforeAll(async () => {
  rig = await createSandboxWorld();
  for (const platform of calling) await addTarget(platform);
});
afterAll(() => rig.close());

const db = () => rig.world.runtime.database.db;
const now = () => rig.world.runtime.clock.now();

function caseOf(platform: Platform): WebhookCase {
  const found = webhookCases[platform];
  if (!found) throw new Error(`There is no delivery of ${platform} to test with.`);
  return found;
}

/** A site that signs with a secret of its own has no imitation. */
const isSandbox = (platform: Platform) => caseOf(platform).signer !== "account";

function secretOf(platform: Platform): string {
  const { signer } = caseOf(platform);
  if (signer === "account") return accountSecret;
  if (signer === "own") return ownWebhookSecret(rig.world.runtime.env, platform, true);
  return rig.sandbox.app(platform).webhookSecret;
}

async function addTarget(platform: Platform): Promise<void> {
  const { accountId: externalId, postId } = caseOf(platform);
  const account = await addAccount(rig.world, {
    platform,
    externalId,
    sandbox: isSandbox(platform),
  });
  const credentials = { kind: "form" as const, values: { signingSecret: accountSecret } };
  if (!isSandbox(platform)) {
    sites.set(platform, account.id);
    await db()
      .update(socialAccounts)
      .set({ sealedCredentials: sealCredentials(rig.world.runtime, account.id, credentials) })
      .where(eq(socialAccounts.id, account.id));
  }
  await addPublishedPost(rig.world, { platform, accountId: account.id, externalId: postId });
}

function call(platform: Platform, init: RequestInit, query: Record<string, string> = {}) {
  const world: Record<string, string> = isSandbox(platform) ? { world: "sandbox" } : {};
  const address = `http://localhost/webhooks/${platform}`;
  const url = `${address}?${new URLSearchParams({ ...world, ...query })}`;
  const request = new Request(url, init);
  request.headers.set("x-client-address", `203.0.113.${calling.indexOf(platform)}`);
  return receiveWebhook(rig.world.runtime, platform, request, sites.get(platform));
}

async function send(platform: Platform, changes: { sent?: string; ageMs?: number } = {}) {
  const { body, sign } = caseOf(platform);
  const headers = sign(secretOf(platform), body, new Date(now().getTime() - (changes.ageMs ?? 0)));
  const answer = await call(platform, { method: "POST", body: changes.sent ?? body, headers });
  await processWebhooks(rig.world);
  return answer.status;
}

async function countsOf(platform: Platform) {
  const [row] = await db().select().from(webhookCounts).where(eq(webhookCounts.platform, platform));
  return row;
}

it("knows a delivery of every platform that calls us", () => {
  expect(Object.keys(webhookCases).sort()).toEqual([...calling].sort());
  for (const platform of calling) expect(getAdapter(platform).webhook).toBeDefined();
});

describe.each(calling)("%s", (platform) => {
  it("is heard once, however often it delivers", async () => {
    for (const _time of ["first", "second", "third"]) expect(await send(platform)).toBe(200);
    const kept = await db()
      .select()
      .from(webhookDeliveries)
      .where(eq(webhookDeliveries.platform, platform));
    expect(kept).toMatchObject([{ events: 1, unknown: 0, body: null, processedAt: now() }]);
    const heard = await db()
      .select()
      .from(engagementEvents)
      .where(eq(engagementEvents.platform, platform));
    const [post] = await db().select().from(posts).where(eq(posts.platform, platform));
    expect(heard).toMatchObject([{ postId: post?.id, workspaceId: rig.world.workspaceId }]);
    const isRead = catalog[platform].pull.scheduleHours.length > 0;
    if (isRead) expect(post?.metricsNextPullAt).toEqual(now());
    expect(await countsOf(platform)).toMatchObject({ received: 1, repeated: 2, refused: 0 });
  });

  it("is refused with another body, and that is counted", async () => {
    const { refused = 0 } = (await countsOf(platform)) ?? {};
    const { body } = caseOf(platform);
    expect(await send(platform, { sent: `${body} ` })).toBe(401);
    const unsigned = await call(platform, { method: "POST", body });
    expect(unsigned.status).toBe(401);
    expect(await countsOf(platform)).toMatchObject({
      refused: refused + 2,
      received: 1,
      lastRefusedAt: now(),
    });
  });

  const { isTimed, handshake } = webhookCases[platform] ?? {};
  if (isTimed) {
    it("is refused when it comes too late or too early", async () => {
      const { refused = 0 } = (await countsOf(platform)) ?? {};
      expect(await send(platform, { ageMs: sixMinutesMs })).toBe(401);
      expect(await send(platform, { ageMs: -sixMinutesMs })).toBe(401);
      expect(await countsOf(platform)).toMatchObject({ refused: refused + 2 });
    });
  }
  if (!handshake) return;

  it("has its proof of ownership answered exactly", async () => {
    const { env } = rig.world.runtime;
    const hasToken = getAdapter(platform).webhook?.hasVerifyToken;
    const secret = hasToken ? verifyTokenOf(env, platform, true) : secretOf(platform);
    const answer = await call(platform, {}, handshake.query(secret));
    expect(answer.status).toBe(200);
    expect({ type: answer.headers.get("content-type"), body: await answer.text() }).toEqual(
      handshake.answer(secret),
    );
    const wrong = await call(platform, {}, handshake.wrong);
    expect([400, 404]).toContain(wrong.status);
  });

  it("takes no delivery that is signed with what people can read", async () => {
    const { body, sign } = caseOf(platform);
    const headers = sign(verifyTokenOf(rig.world.runtime.env, platform, true), body, now());
    expect((await call(platform, { method: "POST", body, headers })).status).toBe(401);
  });
});
