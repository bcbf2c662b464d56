import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "@playwright/test";
import type { AccountView } from "@/lib/contracts/accounts";
import type { CampaignView, VariantView } from "@/lib/contracts/campaigns";
import type { PostView } from "@/lib/contracts/posts";
import {
  type Api,
  addVariantByApi,
  connectByApi,
  listAccounts,
  listCampaigns,
  listPosts,
  listSchedules,
  newCampaign,
  signInByApi,
} from "./support/api";
import { readLedger, readSandbox } from "./support/ledger";
import { createProduct, type Product } from "./support/product";
import { connectInPopup, setUpOwner } from "./support/steps";

interface Fault {
  kind: "latency" | "timeout_after_accept";
  scope: "publish" | "media";
  times: number | null;
  latencyMs?: number;
  holdMs?: number;
}
/** One kill: what the platforms do meanwhile, and the moment that is waited for. */
interface Round {
  name: string;
  fault: Fault | null;
  moment: (posts: PostView[], newEntries: number) => boolean;
}

const minuteMs = 60_000;
// Longer than a publisher's lease: other processes on PostgreSQL wait for it to end.
const leaseMs = 6 * minuteMs;
const isInFlight = (post: PostView) => post.status === "publishing";
const unsettled = ["planned", "queued", "publishing", "pending", "unknown"];

const rounds: Round[] = [
  {
    name: "before the platforms take them",
    fault: { kind: "latency", scope: "publish", times: null, latencyMs: 60_000 },
    moment: (posts) => posts.filter(isInFlight).length >= 3,
  },
  {
    name: "after the platforms took them, before their answer",
    fault: { kind: "timeout_after_accept", scope: "publish", times: null, holdMs: 60_000 },
    moment: (posts, newEntries) => posts.some(isInFlight) && newEntries >= 3,
  },
  {
    name: "while media is on its way",
    fault: { kind: "latency", scope: "media", times: null, latencyMs: 60_000 },
    moment: (posts) => posts.filter(isInFlight).length >= 2,
  },
  {
    name: "as soon as one is out",
    fault: null,
    moment: (_posts, newEntries) => newEntries >= 1,
  },
];

let product: Product;
let movedMs = 0;
test.beforeAll(async () => {
  product = await createProduct();
  await product.start();
});
test.afterAll(() => product.close());

async function control(method: "POST" | "DELETE", body?: unknown): Promise<void> {
  const secret = readSandbox(product, (db) =>
    db.prepare("select value from meta where key = 'control_secret'").get(),
  ) as { value: string };
  const response = await fetch(`${product.url}/sandbox/control/faults`, {
    method,
    headers: { "x-sandbox-control": secret.value, "content-type": "application/json" },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  expect(response.ok, await response.text()).toBe(true);
}

async function advance(ms: number): Promise<void> {
  movedMs += ms;
  await product.advance(ms);
}

/** A new process begins at the real time: the clock is moved to where the last one had it. */
async function killAndStart(): Promise<void> {
  await product.kill();
  await product.start();
  if (process.env.TEST_DATABASE === "pg") movedMs += leaseMs;
  if (movedMs > 0) await product.advance(movedMs);
}

async function addCampaign(api: Api, name: string, sample: "x" | null): Promise<CampaignView> {
  const campaign = await api.ok<CampaignView>(
    "POST",
    "/api/campaigns",
    newCampaign(name, ["x", "youtube"]),
  );
  for (const letter of ["one", "two"]) {
    const text = `${name}, said the ${letter} way: the first sacks are open.`;
    const tweet = await addVariantByApi(api, campaign.id, { platform: "x", text });
    if (sample) await api.ok("POST", `/api/variants/${tweet.id}/media/sample`, { kind: "image" });
    const video = { platform: "youtube", title: `${name}, film ${letter}`, text };
    const { id } = await addVariantByApi(api, campaign.id, video);
    await api.ok("POST", `/api/variants/${id}/media/sample`, { kind: "video" });
  }
  return campaign;
}

/** One post on each account, with a text of this campaign that a person wrote. */
async function publishEverywhere(api: Api, campaign: CampaignView, accounts: AccountView[]) {
  const variants = await api.ok<VariantView[]>("GET", `/api/campaigns/${campaign.id}/variants`);
  for (const { id: accountId, platform } of accounts) {
    const own = variants.find((each) => each.platform === platform && each.source === "person");
    const order = { campaignId: campaign.id, accountId, variantId: own?.id };
    await api.ok("POST", "/api/posts", order);
  }
}

async function readMediaOf(api: Api, campaigns: CampaignView[]): Promise<Buffer[]> {
  const files: Buffer[] = [];
  for (const { id } of campaigns) {
    const variants = await api.ok<VariantView[]>("GET", `/api/campaigns/${id}/variants`);
    for (const { media } of variants) {
      for (const { url } of media) files.push(await (await api.send("GET", url)).body());
    }
  }
  return files;
}

async function settleEverything(api: Api): Promise<void> {
  await expect
    .poll(
      async () => {
        await advance(minuteMs);
        await api.ok("POST", "/api/scheduler/tick", {});
        const posts = await listPosts(api);
        return posts
          .filter(({ status }) => unsettled.includes(status))
          .map((each) => `${each.platform} ${each.status}: ${each.problem}`);
      },
      { timeout: 90_000, intervals: [100] },
    )
    .toEqual([]);
}

test("kill -9 while posts go out loses nothing and posts nothing twice", async ({ page }) => {
  test.setTimeout(300_000);
  await setUpOwner(page, product);
  await connectInPopup(page, product, "X");
  const api = await signInByApi(product);
  await connectByApi(api, "x", 1);
  await connectByApi(api, "x", 2);
  await connectByApi(api, "youtube");
  const accounts = await listAccounts(api);
  expect(accounts).toHaveLength(4);
  await api.ok("PATCH", "/api/workspace", { settings: { lateAfterMinutes: 1440 } });

  const campaigns: CampaignView[] = [];
  for (const [index, round] of rounds.entries()) {
    const sample = round.fault?.scope === "media" ? "x" : null;
    campaigns.push(await addCampaign(api, `Harvest ${index + 1}`, sample));
  }
  const scheduled = await addCampaign(api, "Late harvest", null);
  campaigns.push(scheduled);
  await expect
    .poll(async () => (await listCampaigns(api)).flatMap((each) => each.generations))
    .toEqual(campaigns.flatMap(() => Array(2).fill(expect.objectContaining({ status: "done" }))));
  await api.ok("POST", "/api/schedules", {
    campaignId: scheduled.id,
    accountIds: accounts.filter(({ platform }) => platform === "x").map(({ id }) => id),
    when: { kind: "once", runAt: new Date(Date.now() + 2 * minuteMs).toISOString() },
    timeZone: "Europe/Copenhagen",
  });

  for (const [index, round] of rounds.entries()) {
    await test.step(`killed ${round.name}`, async () => {
      const before = readLedger(product).length;
      if (round.fault) await control("POST", round.fault);
      const campaign = campaigns[index];
      if (campaign) await publishEverywhere(api, campaign, accounts);
      if (index === rounds.length - 1) await advance(3 * minuteMs);
      await expect
        .poll(async () => round.moment(await listPosts(api), readLedger(product).length - before), {
          intervals: [50],
          timeout: 30_000,
        })
        .toBe(true);
      await killAndStart();
      await control("DELETE");
    });
  }
  await settleEverything(api);

  const posts = await listPosts(api);
  const ordered = rounds.length * accounts.length + 3;
  expect(posts.map(({ status, problem }) => ({ status, problem }))).toEqual(
    Array(ordered).fill({ status: "published", problem: null }),
  );
  const ledger = readLedger(product);
  const perAccount = ledger.map((each) => [each.platform, each.account, each.title, each.text]);
  expect(new Set(perAccount.map((each) => JSON.stringify(each))).size).toBe(perAccount.length);
  expect(ledger).toHaveLength(ordered);

  for (const account of await listAccounts(api)) {
    expect(account).toMatchObject({ status: "active", statusReason: null, blockedPosts: 0 });
    await api.ok("POST", `/api/accounts/${account.id}/refresh`, {});
  }
  expect(await listSchedules(api)).toHaveLength(3);
  const files = await readMediaOf(api, campaigns);
  const [image, video] = ["sample.png", "sample.mp4"].map((name) =>
    readFileSync(path.join("public/samples", name)),
  );
  expect(files.every((file) => image?.equals(file) || video?.equals(file))).toBe(true);
  expect(files).toHaveLength(campaigns.length * 2 + 2);
  await page.goto(`${product.url}/accounts`);
  await expect(page.getByRole("table").getByText("Connected", { exact: true })).toHaveCount(4);
});
