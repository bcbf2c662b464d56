import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Platform } from "@/lib/platforms/platform";
import { chooseAccounts, getChoice } from "@/server/accounts/choose-accounts";
import { openAccountSession } from "@/server/accounts/open-session";
import { socialAccounts } from "@/server/db/schema/accounts";
import { engagementEvents } from "@/server/db/schema/results";
import { getAdapter } from "@/server/platforms/registry";
import { processWebhooks } from "@/server/testing/process-webhooks";
import { addPublishedPost } from "@/server/testing/published-post";
import { createSandboxWorld, type SandboxWorld } from "@/server/testing/sandbox-world";
import { addAccount } from "@/server/testing/world";
import { receiveWebhook } from "@/server/webhooks/receive-webhook";
import { registerWebhooks } from "@/server/webhooks/register-webhooks";

// One consent opens accounts of all three; their app's settings hold the addresses.
const family: Platform[] = ["facebook", "instagram", "whatsapp"];
const registered: Platform[] = [...family, "linkedin"];
const addressOf = (platform: string) => `http://127.0.0.1:4000/webhooks/${platform}?world=sandbox`;

let rig: SandboxWorld;
let heardOf: string[];
beforeEach(async () => {
  heardOf = [];
  rig = await createSandboxWorld(
    {},
    {
      webhookUrls: Object.fromEntries(registered.map((each) => [each, addressOf(each)])),
      deliver: (request) => {
        const platform = new URL(request.url).pathname.split("/").at(-1) ?? "";
        heardOf.push(platform);
        return receiveWebhook(rig.world.runtime, platform, request);
      },
    },
  );
});
afterEach(() => rig.close());

const db = () => rig.world.runtime.database.db;

/** On the platform's page every box is ticked, and then every account is taken. */
async function connectFamily(first: Platform): Promise<void> {
  const browser = await rig.browser();
  const page = await browser.start(first);
  const html = await (await fetch(page)).text();
  const ticket = /name="ticket" value="([^"]+)"/.exec(html)?.[1] ?? "";
  const body = new URLSearchParams({ ticket, decision: "allow" });
  for (const [, id] of html.matchAll(/name="account" value="([^"]+)"/g))
    body.append("account", id ?? "");
  const back = await fetch(page, { method: "POST", body, redirect: "manual" });
  const done = await browser.callback(new URL(back.headers.get("location") ?? ""));
  const token = done.searchParams.get("choice") ?? "";
  const headers = { cookie: browser.cookie() };
  const request = new Request("http://127.0.0.1:4000/api/oauth/choice", { headers });
  const { candidates } = await getChoice(rig.world.ctx(), token, request);
  const accounts = candidates.map((each) => each.key);
  await chooseAccounts(rig.world.ctx(), { token, accounts }, request);
}

async function accountOf(platform: Platform) {
  const [row] = await db()
    .select()
    .from(socialAccounts)
    .where(eq(socialAccounts.platform, platform));
  if (!row) throw new Error(`no ${platform} account`);
  return row;
}

describe("accounts of one consent", () => {
  it.each(family)("are subscribed with the access of their own: %s", async (platform) => {
    await connectFamily(platform);
    const { id } = await accountOf(platform);
    expect(await registerWebhooks(rig.world.runtime, id)).toBe(true);
    expect(await registerWebhooks(rig.world.runtime, id)).toBe(false);
  });

  it("are heard of once they are subscribed, and not before", async () => {
    await connectFamily("facebook");
    const account = await accountOf("facebook");
    const { runtime } = rig.world;
    const externalId = await publish(account.id);
    await addPublishedPost(rig.world, { platform: "facebook", accountId: account.id, externalId });
    await letTimePass();
    expect(heardOf).toEqual([]);
    await registerWebhooks(runtime, account.id);
    await letTimePass();
    expect(new Set(heardOf)).toEqual(new Set(["facebook"]));
    const heard = await db().select().from(engagementEvents);
    expect(heard.length).toBeGreaterThan(0);
    expect(heard.every((event) => event.postId !== null)).toBe(true);
  });
});

it("subscribes a page by the member who looks after it, and no member", async () => {
  await connectFamily("linkedin");
  const accounts = await db().select().from(socialAccounts);
  const done: [unknown, boolean][] = [];
  for (const { id, details } of accounts) {
    done.push([details.kind, await registerWebhooks(rig.world.runtime, id)]);
  }
  expect(done).toContainEqual(["organization", true]);
  for (const [kind, isSubscribed] of done) expect(isSubscribed).toBe(kind === "organization");
});

it("leaves an account alone whose access has ended", async () => {
  const account = await addAccount(rig.world, {
    platform: "facebook",
    status: "action_required",
    details: {},
  });
  expect(await registerWebhooks(rig.world.runtime, account.id)).toBe(false);
});

async function publish(accountId: string): Promise<string> {
  const opened = await openAccountSession(rig.world.runtime, accountId);
  if (!opened.ok) throw new Error("no session");
  const draft = {
    postId: "p1",
    format: "post",
    title: null,
    text: "Which roast next?",
    media: [],
    options: {},
  };
  const key = { key: "k1", attempt: 1, firstAttemptAt: rig.world.runtime.clock.now() };
  const outcome = await getAdapter("facebook").publish(
    opened.session,
    draft,
    key,
    async () => undefined,
  );
  if (outcome.kind !== "published") throw new Error(JSON.stringify(outcome));
  return outcome.externalId;
}

async function letTimePass(): Promise<void> {
  rig.world.runtime.clock.advance(6 * 3_600_000);
  await rig.sandbox.pump();
  await processWebhooks(rig.world);
}
