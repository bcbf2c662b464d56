import { type Browser, expect, type Page, test } from "@playwright/test";
import type { SummaryView } from "@/lib/contracts/analytics";
import type { PostView } from "@/lib/contracts/posts";
import { type Api, connectByApi, listPosts, setUpByApi, signInByApi } from "./support/api";
import { inspectHere, SCREENS, type Screen } from "./support/inspect";
import { passTime } from "./support/pass-time";
import { createProduct, type Product } from "./support/product";
import { createWritten } from "./support/state";
import { connectByForm } from "./support/steps";

const DAY_MS = 86_400_000;
const DAYS = 360;
const SCREEN_NAMES: readonly Screen[] = ["desk", "phone"];
/** Two calendars that never begin a day together, and whose clocks differ by an odd quarter. */
const EAST = "Asia/Kathmandu";
const WEST = "America/St_Johns";
const colleague = { email: "tomas@example.com", password: "another long sentence" };

let product: Product;
let east: Api;
let west: Api;
let token = "";

test.beforeAll(async () => {
  product = await createProduct();
  await product.start();
  east = await setUpByApi(product);
  const invited = await east.ok<{ link: string }>("POST", "/api/invitations", {
    ...{ email: colleague.email, role: "editor" },
  });
  await east.ok("POST", "/api/invitations/accept", {
    token: new URL(invited.link).pathname.split("/").at(-1),
    ...{ name: "Tomas Kjær", password: colleague.password },
  });
  west = await signInByApi(product, colleague);
  await east.ok("PATCH", "/api/members/me", { timeZone: EAST });
  await west.ok("PATCH", "/api/members/me", { timeZone: WEST });
  token = (
    await east.ok<{ secret: string }>("POST", "/api/tokens", {
      ...{ name: "Shop", scopes: ["analytics:write"] },
    })
  ).secret;
});
test.afterAll(() => product.close());

const open = async (browser: Browser, api: Api, path: string): Promise<Page> => {
  const context = await browser.newContext({
    storageState: await api.context.storageState(),
    viewport: SCREENS.desk,
  });
  const page = await context.newPage();
  await page.goto(`${product.url}${path}`);
  return page;
};

async function ingest(items: object[]): Promise<void> {
  const response = await fetch(`${product.url}/api/analytics/ingest?results=uncounted`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify({ items }),
  });
  const answer = await response.text();
  expect(response.status, answer).toBe(200);
  expect(JSON.parse(answer), answer).toMatchObject({ refused: 0 });
}

const summaryOf = (api: Api, query = "") =>
  api.ok<SummaryView>("GET", `/api/analytics/summary${query}`);

const number = (page: Page, key: string) => page.getByTestId(`kpi-${key}`);

/** Both screens and both themes of the three pages that tell results. */
async function lookAt(page: Page, name: string, campaignId: string | null): Promise<void> {
  const places: [string, string][] = [
    ["analytics", "/analytics?period=365"],
    ["overview", "/"],
    ...(campaignId
      ? [["campaign-results", `/campaigns/${campaignId}/results`] as [string, string]]
      : []),
  ];
  for (const [place, path] of places) {
    for (const screen of SCREEN_NAMES) {
      await page.setViewportSize(SCREENS[screen]);
      await page.goto(`${product.url}${path}`);
      await expect(page.getByRole("heading").first()).toBeAttached();
      await inspectHere(page, screen, `results-${name}-${place}`);
    }
  }
}

async function publishOn(campaignId: string, accountId: string): Promise<PostView> {
  const before = new Set((await listPosts(east)).map(({ id }) => id));
  await east.ok("POST", "/api/posts", { campaignId, accountId });
  const own = (posts: PostView[]) => posts.find(({ id }) => !before.has(id));
  await expect
    .poll(
      async () => {
        await product.advance(5000);
        await passTime(product, east).tick();
        return own(await listPosts(east))?.status;
      },
      { timeout: 60_000 },
    )
    .toBe("published");
  const post = own(await listPosts(east));
  if (!post) throw new Error("The post is not listed.");
  return post;
}

test("nothing, one post and a year: the same truth for two people, each in their own time", async ({
  browser,
}) => {
  test.setTimeout(900_000);
  const eastPage = await open(browser, east, "/");
  await lookAt(eastPage, "none", null);
  await eastPage.goto(`${product.url}/analytics`);
  await expect(eastPage.getByTestId("results-empty")).toContainText("Open the calendar");

  const x = await connectByApi(east, "x");
  await connectByForm(eastPage, product, "Bluesky");
  const sky = (
    await east.ok<{ items: { id: string; platform: string }[] }>("GET", "/api/accounts")
  ).items.find(({ platform }) => platform === "bluesky");
  if (!sky) throw new Error("Bluesky is not connected.");
  const { id: campaignId } = await createWritten(
    east,
    "Autumn single-origin launch of a very long name, for people who already buy good coffee",
    ["x", "bluesky"],
  );
  const tagged = await east.ok<{ updatedAt: string }>("GET", `/api/campaigns/${campaignId}`);
  await east.ok("PATCH", `/api/campaigns/${campaignId}`, {
    ...{ tags: ["autumn"], updatedAt: tagged.updatedAt },
  });
  const first = await publishOn(campaignId, x.id);
  await passTime(product, east).readResult(first.id);
  await lookAt(eastPage, "one", campaignId);

  const note = await publishOn(campaignId, sky.id);
  await liveAYear(campaignId, [first, note], x.id);
  await lookAt(eastPage, "year", campaignId);
  const westPage = await open(browser, west, "/analytics?period=365");
  await eastPage.goto(`${product.url}/analytics?period=365`);
  await seeTheSame(eastPage, westPage);
  await seeItLive(eastPage, westPage, note);
  await shareTheChoice(eastPage, westPage, campaignId);
});

/** A post a month on X; what a shop counts of the first two posts, day by day. */
async function liveAYear(campaignId: string, posts: PostView[], accountId: string) {
  const start = Date.parse((await product.advance(0)).now);
  const time = passTime(product, east);
  for (let month = 1; month <= 12; month++) {
    await product.advance(30 * DAY_MS);
    await time.tick();
    const post = await publishOn(campaignId, accountId);
    await time.readResult(post.id);
  }
  const [shared, note] = posts;
  const items = Array.from({ length: DAYS }, (_, day) => {
    const observedAt = new Date(start + day * DAY_MS).toISOString();
    const wave = 40 + Math.round(30 * Math.sin(day / 3.5)) + (day % 7 === 5 ? 25 : 0);
    return [
      {
        ...{ id: `note-${day}`, postId: note?.id, delta: true, observedAt },
        metrics: { clicks: wave, conversions: day % 9 === 0 ? 2 : 0 },
      },
      {
        ...{ id: `shared-${day}`, postId: shared?.id, delta: true, observedAt },
        metrics: { conversions: day % 5 === 0 ? 1 : 0 },
      },
    ];
  }).flat();
  await ingest(items);
}

/** One total, whose days begin hours apart. */
async function seeTheSame(eastPage: Page, westPage: Page): Promise<void> {
  const sum = ({ series }: SummaryView) => series.points.reduce((to, { views }) => to + views, 0);
  // A reading may come in between two answers.
  await expect(async () => {
    const [all, other] = [await summaryOf(east), await summaryOf(west)];
    expect(other.totals).toEqual(all.totals);
    expect([all.timeZone, other.timeZone]).toEqual([EAST, WEST]);
    expect(sum(other)).toBe(sum(all));
    expect(sum(all)).toBe(all.totals.counts.views);
  }).toPass({ timeout: 30_000 });
  for (const [page, zone] of [
    [eastPage, "Asia/Kathmandu"],
    [westPage, "America/St Johns"],
  ] as const) {
    await page.getByRole("radio", { name: "All", exact: true }).click();
    await expect(page).toHaveURL(/period=all/);
    await expect(async () => {
      const { counts } = (await summaryOf(east)).totals;
      const views = (counts.views ?? 0).toLocaleString("en-GB");
      await expect(number(page, "views")).toHaveText(views, { timeout: 1000 });
    }).toPass({ timeout: 30_000 });
    await expect(page.getByText(zone).first()).toBeVisible();
  }
}

/** What is counted now is in both browsers, without a reload and without asking again. */
async function seeItLive(eastPage: Page, westPage: Page, note: PostView): Promise<void> {
  const before = await summaryOf(east);
  // Whoever asks, as each page does once a minute, hears nothing.
  for (const page of [eastPage, westPage])
    await page.route(/\/api\/analytics\/summary/, (route) => route.abort());
  const observedAt = (await product.advance(0)).now;
  await ingest([
    {
      ...{ id: "live", postId: note.id, delta: true, observedAt },
      metrics: { clicks: 12_345, conversions: 7 },
    },
  ]);
  const clicks = (before.totals.counts.clicks ?? 0) + 12_345;
  const conversions = (before.totals.counts.conversions ?? 0) + 7;
  for (const page of [eastPage, westPage]) {
    await expect(number(page, "clicks")).toHaveAttribute("data-value", String(clicks));
    await expect(number(page, "conversions")).toHaveAttribute("data-value", String(conversions));
  }
  for (const page of [eastPage, westPage]) await page.unroute(/\/api\/analytics\/summary/);
  expect((await summaryOf(west)).totals.counts).toMatchObject({ clicks, conversions });
}

/** The choice is in the address: it survives a reload, goes back, and shows a colleague the same. */
async function shareTheChoice(page: Page, other: Page, campaignId: string): Promise<void> {
  const filter = page.getByRole("form", { name: "Filter the results" });
  await filter.getByRole("button", { name: /^Platforms/ }).click();
  await page.getByRole("option", { name: "Bluesky" }).click();
  await page.keyboard.press("Escape");
  await filter.getByRole("button", { name: /^Tags/ }).click();
  await page.getByRole("option", { name: "autumn" }).click();
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(/period=all&platform=bluesky&tag=autumn$/);
  const { totals } = await summaryOf(east, "?platform=bluesky&tag=autumn");
  const clicks = String(totals.counts.clicks);
  await expect(number(page, "clicks")).toHaveAttribute("data-value", clicks);
  await page.reload();
  await expect(number(page, "clicks")).toHaveAttribute("data-value", clicks);
  await other.goto(page.url());
  await expect(number(other, "clicks")).toHaveAttribute("data-value", clicks);
  await expect(filter.getByRole("button", { name: "Platforms: Bluesky" })).toBeVisible();

  await goBackTwice(page);

  const older = `${product.url}/results?period=8&campaignId=${campaignId}&platform=x,myspace`;
  // What the router was answered late may still lead the page on, which ends a step begun meanwhile.
  await expect(() => page.goto(older)).toPass();
  await expect(page).toHaveURL(/\/analytics\?/);
  await expect(page.getByText("“8” is not a period.")).toBeVisible();
  await page.getByRole("button", { name: "Remove it" }).click();
  await expect(page).toHaveURL(new RegExp(`/analytics\\?platform=x&campaignId=${campaignId}$`));
  await expect(page.getByText("A part of this address was left out.")).toBeHidden();

  // What X never tells is not a zero.
  const row = page.getByRole("table", { name: "Results by platform" }).getByRole("row").nth(1);
  const { platforms } = await summaryOf(east, "?platform=x");
  for (const [name, count] of Object.entries(platforms[0]?.counts ?? {}))
    if (count === null) await expect(row.locator(`[data-metric=${name}]`)).toHaveText("n/a");
  await readByKeyboard(page);
}

/**
 * After a reload the router asks the server what stands at an older address, and then once more. Whoever
 * steps back again while that is not answered sees what the address says all the same.
 */
async function goBackTwice(page: Page): Promise<void> {
  const filter = page.getByRole("form", { name: "Filter the results" });
  const asked = Promise.withResolvers<void>();
  const answered = Promise.withResolvers<void>();
  const questions = /\/analytics\?period=.*_rsc=/;
  let count = 0;
  await page.route(questions, async (route) => {
    count += 1;
    if (count > 1) {
      asked.resolve();
      await answered.promise;
    }
    await route.continue();
  });
  await page.goBack();
  await expect(page).toHaveURL(/period=all&platform=bluesky$/);
  await expect(filter.getByRole("button", { name: "Tags: All tags" })).toBeVisible();
  await asked.promise;
  await page.goBack();
  await expect(filter.getByRole("button", { name: "Platforms: All platforms" })).toBeVisible();
  answered.resolve();
  await expect(page).toHaveURL(/period=all$/);
  await page.unroute(questions);
}

/** Every point of the chart can be read without seeing or pointing at it. */
async function readByKeyboard(page: Page): Promise<void> {
  const chart = page.getByRole("slider", { name: "The chart, point by point" });
  await chart.focus();
  await page.keyboard.press("Home");
  await expect(chart).toHaveAttribute("aria-valuenow", "0");
  await expect(chart).toHaveAttribute("aria-valuetext", /views/);
  await page.keyboard.press("ArrowRight");
  await expect(chart).toHaveAttribute("aria-valuenow", "1");
  await page.getByText("Show as a table").first().click();
  await expect(page.getByRole("table", { name: /^What came in over time/ })).toBeVisible();
}
