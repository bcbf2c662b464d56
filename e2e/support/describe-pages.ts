import { expect, type Page, test } from "@playwright/test";
import { attachSampleClip, createCampaign, variantsOf } from "./campaign";
import { inspect, type Screen } from "./inspect";
import { createProduct, type Product } from "./product";
import { apiGet, type PostRow, runTick } from "./read";
import { connectInPopup, setUpOwner } from "./steps";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Of the cadence: two and a half days of posts with results. */
const SLOTS = 6;

/** Goes through every page on one screen, with a server of its own. */
export function describePages(screen: Screen): void {
  let product: Product;
  test.beforeAll(async () => {
    product = await createProduct();
    await product.start();
  });
  test.afterAll(() => product.close());

  test(`every page is accessible and fits on a ${screen}, by day and by night`, async ({
    page,
  }) => {
    test.setTimeout(600_000);
    const look = (name: string, path: string) => inspect(page, product, screen, name, path);
    await page.goto(product.url);
    await look("setup", "/setup");
    await setUpOwner(page, product);
    await look("overview-empty", "/");
    await look("campaigns-empty", "/campaigns");
    await look("calendar-empty", "/calendar");
    await look("optimizer-empty", "/optimizer");
    await look("learning-empty", "/learning");
    await look("analytics-empty", "/analytics");
    const campaignId = await fill(page, product);
    for (const [name, path] of listPages(campaignId)) await look(name, path);
    await look("post", `/posts/${await firstPostId(page, product)}`);
    const channel = `/learning/${await firstChannelId(page, product)}`;
    await look("learning-channel", channel);
    await look("learning-not-found", "/learning/01980000-0000-7000-8000-000000000000");
    await look("post-not-found", "/posts/01980000-0000-7000-8000-000000000000");
    await look("oauth-choose", await openPicker(page, product));
    const report = await shareReport(page, product);
    await page.context().clearCookies();
    await look("sign-in", "/sign-in");
    await look("report-link", report);
    await look("report-link-over", "/report/none");
  });
}

const listPages = (campaignId: string): [string, string][] => [
  ["overview", "/"],
  ["calendar-week", "/calendar?view=week"],
  ["calendar-month", "/calendar?view=month"],
  ["calendar-day", "/calendar?view=day"],
  ["calendar-list", "/calendar?view=list"],
  ["campaigns", "/campaigns"],
  ["campaign-new", "/campaigns/new"],
  ["campaign", `/campaigns/${campaignId}`],
  ["campaign-schedule", `/campaigns/${campaignId}/schedule`],
  ["campaign-results", `/campaigns/${campaignId}/results`],
  ["approvals-empty", "/approvals"],
  ["posts", "/posts"],
  ["optimizer", `/campaigns/${campaignId}/optimizer?platform=x`],
  ["best-times", "/optimizer/best-times"],
  ["learning", "/learning"],
  ["analytics", "/analytics"],
  ["analytics-filtered", `/analytics?period=90&campaignId=${campaignId}&platform=x,myspace`],
  ["report", "/report"],
  ["accounts", "/accounts"],
  ["media", "/media"],
  ["contacts", "/contacts"],
  ["audit", "/audit"],
  ["settings-workspace", "/settings/workspace"],
  ["settings-profile", "/settings/profile"],
  ["settings-members", "/settings/members"],
  ["settings-tokens", "/settings/tokens"],
  ["settings-links", "/settings/links"],
  ["settings-webhooks", "/settings/webhooks"],
  ["settings-mail", "/settings/mail"],
  ["settings-platforms", "/settings/platforms"],
  ["settings-operations", "/settings/operations"],
  ["settings-sandbox", "/settings/sandbox"],
  ["not-found", "/nothing/here"],
];

/** Where somebody without an account reads the results. */
async function shareReport(page: Page, product: Product): Promise<string> {
  const response = await page.request.post(`${product.url}/api/reports/links`, {
    headers: { "sec-fetch-site": "same-origin" },
    data: { name: "Results for Nyeri", query: {} },
  });
  expect(response.status(), await response.text()).toBe(201);
  const { url } = (await response.json()) as { url: string };
  return new URL(url).pathname;
}

async function firstPostId(page: Page, product: Product): Promise<string> {
  const { items } = await apiGet<{ items: PostRow[] }>(
    page,
    product,
    "/api/posts?status=published&limit=1",
  );
  return items[0]?.id ?? "";
}

async function firstChannelId(page: Page, product: Product): Promise<string> {
  const { items } = await apiGet<{ items: { channel: { id: string } }[] }>(
    page,
    product,
    "/api/learning?limit=1",
  );
  return items[0]?.channel.id ?? "";
}

/** A consent that opened several accounts, of which none is chosen yet. */
async function openPicker(page: Page, product: Product): Promise<string> {
  await page.goto(`${product.url}/accounts`);
  const add = page.getByRole("region", { name: "Add an account" });
  await add.getByRole("radio", { name: "Sandbox" }).click();
  const opened = page.waitForEvent("popup");
  await add.getByRole("button", { name: "LinkedIn", exact: true }).click();
  const popup = await opened;
  await popup.getByRole("button", { name: "Allow" }).click();
  await popup.waitForURL(/\/oauth-choose\?/);
  const { pathname, search } = new URL(popup.url());
  await popup.close();
  return pathname + search;
}

/** Two accounts, a campaign, a cadence, and a day of posts with results. */
async function fill(page: Page, product: Product): Promise<string> {
  await connectInPopup(page, product, "X");
  await connectInPopup(page, product, "YouTube");
  const campaignId = await createCampaign(page, product, {
    name: "Autumn single-origin launch",
    brief: "Launch our autumn single origins: Nyeri AA, 60 sacks. https://northlight.coffee/nyeri",
    platforms: ["X", "YouTube"],
  });
  for (const at of [0, 1]) await attachSampleClip(page, variantsOf(page, "YouTube").nth(at));
  const { items } = await apiGet<{ items: { id: string; platform: string }[] }>(
    page,
    product,
    "/api/accounts",
  );
  const response = await page.request.post(`${product.url}/api/schedules`, {
    headers: { "sec-fetch-site": "same-origin" },
    data: {
      campaignId,
      accountIds: items.map((account) => account.id),
      when: { kind: "cron", cron: "0 */13 * * *" },
      timeZone: "Europe/Copenhagen",
    },
  });
  expect(response.status(), await response.text()).toBe(201);
  await liveThrough(page, product, SLOTS);
  return campaignId;
}

/** Goes from slot to slot, so that none is missed, with a reading of the results between them. */
async function liveThrough(page: Page, product: Product, slots: number): Promise<void> {
  for (let slot = 0; slot < slots; slot++) {
    const { now } = await product.advance(0);
    const { items } = await apiGet<{ items: PostRow[] }>(page, product, "/api/posts?limit=200");
    const due = items.map((post) => Date.parse(post.dueAt)).filter((at) => at > Date.parse(now));
    if (due.length === 0) throw new Error("The cadence planned no slots.");
    await product.advance(Math.min(...due) - Date.parse(now) + MINUTE_MS);
    // What had to renew its access first goes out half a minute later.
    for (const waitMs of [0, MINUTE_MS / 2, 2 * HOUR_MS, 3 * HOUR_MS]) {
      await product.advance(waitMs);
      await runTick(page, product);
    }
  }
}
