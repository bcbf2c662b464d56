import { expect, type Page, test } from "@playwright/test";
import { attachSampleClip, createCampaign, variantsOf } from "./support/campaign";
import { inspect } from "./support/inspect";
import { createProduct, type Product } from "./support/product";
import { apiGet, runTick } from "./support/read";
import { connectInPopup, setUpOwner } from "./support/steps";

const HOUR_MS = 3_600_000;

let product: Product;
test.beforeAll(async () => {
  product = await createProduct();
  await product.start();
});
test.afterAll(() => product.close());

test("every page is accessible and fits, on a desk and on a phone, by day and by night", async ({
  page,
}) => {
  test.setTimeout(600_000);
  await page.goto(product.url);
  await inspect(page, product, "setup", "/setup");
  await setUpOwner(page, product);
  await inspect(page, product, "overview-empty", "/");
  await inspect(page, product, "campaigns-empty", "/campaigns");
  await inspect(page, product, "calendar-empty", "/calendar");
  await inspect(page, product, "optimizer-empty", "/optimizer");
  const campaignId = await fill(page);
  const pages: [string, string][] = [
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
    ["posts", "/posts"],
    ["optimizer", `/optimizer/${campaignId}?platform=x`],
    ["results", "/results"],
    ["accounts", "/accounts"],
    ["audit", "/audit"],
    ["settings-workspace", "/settings/workspace"],
    ["settings-members", "/settings/members"],
    ["settings-tokens", "/settings/tokens"],
    ["settings-platforms", "/settings/platforms"],
    ["not-found", "/nothing/here"],
  ];
  for (const [name, path] of pages) await inspect(page, product, name, path);
  await page.context().clearCookies();
  await inspect(page, product, "sign-in", "/sign-in");
});

/** Two accounts, a campaign, a cadence, and a day of posts with results. */
async function fill(page: Page): Promise<string> {
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
  // Hour by hour, so that no slot is missed: two and a half days of posts with results.
  for (let hour = 0; hour < 60; hour++) {
    await product.advance(HOUR_MS);
    await runTick(page, product);
    // What had to renew its access first goes out half a minute later.
    await product.advance(HOUR_MS / 120);
    await runTick(page, product);
  }
  return campaignId;
}
