import { afterEach, beforeEach, expect, it } from "vitest";
import { socialAccounts } from "@/server/db/schema/accounts";
import { postAttempts, posts } from "@/server/db/schema/posts";
import { uuidv7 } from "@/server/db/uuid";
import { followLink } from "@/server/links/follow-link";
import { listLinks } from "@/server/links/list-links";
import { reportConversion } from "@/server/links/report-conversion";
import { updateLinkSettings } from "@/server/links/update-link-settings";
import { publishDue } from "@/server/scheduler/publish-due";
import { publishParts } from "@/server/scheduler/publish-parts";
import { createSandboxWorld, type SandboxWorld } from "@/server/testing/sandbox-world";
import { addCampaign, addVariant } from "@/server/testing/world";
import { contentHash } from "@/server/variants/content-hash";

const APP_URL = "https://go.northlight.coffee";
const MINUTE = 60_000;
let rig: SandboxWorld;

beforeEach(async () => {
  rig = await createSandboxWorld();
});
afterEach(() => rig.close());

const db = () => rig.world.runtime.database.db;

/** A post with an address in it that is due on a connected account. */
async function addDue(platform: string) {
  const { world } = rig;
  await (await rig.browser()).connect(platform);
  // From here on nobody has to come back from a consent page.
  world.runtime.env.APP_URL = APP_URL;
  const [account] = await db().select().from(socialAccounts);
  const campaign = await addCampaign(world, { platforms: [platform] });
  await updateLinkSettings(world.ctx(), campaign.id, { choice: "on" });
  const text = "New beans: https://northlight.coffee/shop?roast=dark & more.";
  const hash = contentHash({ format: null, title: null, text, media: [], options: {} });
  await addVariant(world, campaign.id, { platform, text, contentHash: hash });
  const at = world.runtime.clock.now();
  await db()
    .insert(posts)
    .values({
      ...{ workspaceId: world.workspaceId, campaignId: campaign.id, platform },
      ...{ slotAt: at, dueAt: at, nextAt: at, status: "queued", idempotencyKey: uuidv7() },
      ...{ accountId: account?.id ?? "", deadlineAt: new Date(at.getTime() + 600 * MINUTE) },
    });
  return campaign.id;
}

async function publishAll() {
  const { runtime } = rig.world;
  for (let round = 0; round < 12; round++) {
    await publishDue(runtime, publishParts);
    const [post] = await db().select().from(posts);
    if (post?.status === "published") return post;
    runtime.clock.advance(MINUTE);
  }
  const [post] = await db().select().from(posts);
  throw new Error(`It is ${post?.status}: ${post?.problem}`);
}

it("a post whose answer was lost is found again by its short link, and is out once", async () => {
  const campaignId = await addDue("x");
  await rig.served.addFault({
    platform: "x",
    kind: "error_after_accept",
    scope: "publish",
    times: 1,
  });
  const post = await publishAll();
  expect(post.attempt).toBe(1);
  expect(rig.served.sandbox.ledger()).toHaveLength(1);
  const tries = await db().select().from(postAttempts).orderBy(postAttempts.startedAt);
  expect(tries[0]).toMatchObject({ kind: "publish", outcome: "unknown" });
  expect(tries.at(-1)).toMatchObject({ kind: "resume", outcome: "published" });

  const { items } = await listLinks(rig.world.ctx(), { campaignId });
  const [link] = items;
  expect(link?.target).toContain("/shop?roast=dark&utm_source=x&utm_medium=social");
  const headers = { "user-agent": "Mozilla/5.0 Firefox/140.0", "x-client-address": "203.0.113.5" };
  const request = new Request(link?.short ?? "", { headers });
  const { response, counted } = await followLink(rig.world.runtime, link?.code ?? "", request);
  expect(await counted).toBe(true);
  const arrived = new URL(response.headers.get("location") ?? "");
  const code = arrived.searchParams.get("bw") ?? "";
  await reportConversion(rig.world.runtime, rig.world.workspaceId, {
    ...{ code, id: "1", value: 12, source: "server" },
  });
  const after = await listLinks(rig.world.ctx(), { campaignId });
  expect(after.items).toMatchObject([{ clicks: 1, conversions: 1, value: 12 }]);
});
