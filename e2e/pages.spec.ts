import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { attachSampleClip, createCampaign, variantsOf } from "./support/campaign";
import { createProduct, type Product } from "./support/product";
import { apiGet, runTick } from "./support/read";
import { connectInPopup, setUpOwner } from "./support/steps";

const SIZES = [
  { name: "1440", width: 1440, height: 1000 },
  { name: "390", width: 390, height: 844 },
];
const THEMES = ["light", "dark"] as const;
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
  await inspect(page, "setup", "/setup");
  await setUpOwner(page, product);
  await inspect(page, "overview-empty", "/");
  await inspect(page, "campaigns-empty", "/campaigns");
  await inspect(page, "calendar-empty", "/calendar");
  await inspect(page, "optimizer-empty", "/optimizer");
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
  for (const [name, path] of pages) await inspect(page, name, path);
  await page.context().clearCookies();
  await inspect(page, "sign-in", "/sign-in");
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

/** Axe finds nothing, and the page never scrolls sideways. */
async function inspect(page: Page, name: string, path: string): Promise<void> {
  for (const size of SIZES) {
    await page.setViewportSize(size);
    await page.goto(`${product.url}${path}`);
    await expect(page.getByRole("heading").first()).toBeAttached();
    await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
    for (const theme of THEMES) await inspectTheme(page, `${name}-${size.name}`, theme);
  }
  await page.setViewportSize({ width: 1440, height: 1000 });
}

async function inspectTheme(page: Page, name: string, theme: string): Promise<void> {
  await page.evaluate((chosen) => {
    document.documentElement.dataset.theme = chosen;
  }, theme);
  const where = `${name}-${theme}`;
  await page.screenshot({ path: `test-results/pages/${where}.png`, fullPage: true });
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect.soft(overflow, `${where} scrolls sideways`).toBeLessThanOrEqual(0);
  const axe = new AxeBuilder({ page });
  // The themes differ in colours alone: everything else was looked at in the first.
  if (theme !== THEMES[0]) axe.withRules(["color-contrast"]);
  const { violations } = await axe.analyze();
  const found = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).join(", ")}`,
  );
  expect.soft(found, where).toEqual([]);
}
