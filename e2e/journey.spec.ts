import { expect, type Page, test } from "@playwright/test";
import { type Receiver, startReceiver } from "@/server/platforms/blog/fixtures/receiver";
import { attachSampleClip, createCampaign, editVariant, variantsOf } from "./support/campaign";
import { queryDatabase } from "./support/database";
import { createProduct, type Product } from "./support/product";
import { apiGet, type PostRow, runTick, sumCsv } from "./support/read";
import { connectBlog, connectInPopup, setUpOwner } from "./support/steps";

const PLATFORMS = ["X", "YouTube", "Blog"];
const REPORTED = ["views", "likes", "shares", "comments", "clicks"];
const MINUTE_MS = 60_000;
const EDITED = "We tasted 212 samples to find this one. Only 60 sacks of Nyeri AA exist.";

let product: Product;
let receiver: Receiver;

test.beforeAll(async () => {
  receiver = await startReceiver({ apiKey: "key-of-the-site", signingSecret: null });
  product = await createProduct();
  await product.start();
});
test.afterAll(async () => {
  await product.close();
  await receiver.close();
});

test("a first day, from setup to the report", async ({ page }) => {
  test.setTimeout(300_000);
  await setUpOwner(page, product);
  await connectInPopup(page, product, "X");
  await connectInPopup(page, product, "YouTube");
  await connectBlog(page, product, receiver);
  await expect(page.getByRole("table").getByText("Connected", { exact: true })).toHaveCount(3);

  const campaignId = await createCampaign(page, product, {
    name: "Autumn single-origin launch",
    brief:
      "Launch our autumn single origins. Make people who already buy good coffee curious about Nyeri AA and bring them to https://northlight.coffee/nyeri.",
    platforms: PLATFORMS,
  });
  await findByPalette(page, campaignId);
  await reviseVariants(page, campaignId);
  await schedule(page, campaignId);
  await pauseAndResume(page, campaignId);
  await publishTheOneOff(page, campaignId);
  await watchNumbersRise(page, campaignId);
  await readTheOptimizer(page, campaignId);
  await ruleAndTakeBack(page);
  await overrideTheNextSlot(page, campaignId);
  await compareTheReport(page, campaignId);
});

/** What the server finds stands first and is marked: Enter opens it. */
async function findByPalette(page: Page, campaignId: string): Promise<void> {
  await page.goto(product.url);
  await page
    .getByRole("button", { name: /Search/ })
    .first()
    .click();
  const palette = page.getByRole("dialog");
  await palette.getByRole("combobox").fill("single-origin");
  const first = palette.getByRole("option").first();
  await expect(first).toContainText("Autumn single-origin launch");
  await expect(first).toHaveAttribute("aria-selected", "true");
  await expect(palette.getByText("Nothing by that name")).toHaveCount(0);
  await page.keyboard.press("Enter");
  await page.waitForURL(`${product.url}/campaigns/${campaignId}`);
}

async function reviseVariants(page: Page, campaignId: string): Promise<void> {
  await page.goto(`${product.url}/campaigns/${campaignId}`);
  await editVariant(page, variantsOf(page, "X").first(), EDITED);
  const second = variantsOf(page, "X").nth(1);
  const before = await second.textContent();
  await second.getByRole("button", { name: /^More for variant/ }).click();
  await page.getByRole("menuitem", { name: "Write it anew" }).click();
  await expect(second).not.toHaveText(before ?? "", { timeout: 30_000 });
  for (const at of [0, 1]) await attachSampleClip(page, variantsOf(page, "YouTube").nth(at));
}

/** A one-off on all three accounts in half an hour, and a cadence on X. */
async function schedule(page: Page, campaignId: string): Promise<void> {
  const { now } = await product.advance(0);
  const soon = new Date(Date.parse(now) + 30 * MINUTE_MS);
  await page.goto(`${product.url}/campaigns/${campaignId}/schedule`);
  const form = page.getByTestId("schedule-form");
  const accounts = form.getByRole("checkbox");
  await expect(accounts).toHaveCount(3);
  for (const box of await accounts.all()) await box.check();
  await form.getByLabel("Day", { exact: true }).fill(soon.toISOString().slice(0, 10));
  await form.getByLabel("Time", { exact: true }).fill(soon.toISOString().slice(11, 16));
  await form.getByRole("button", { name: "Save schedule" }).click();
  const list = page.getByRole("list", { name: "Schedules" });
  await expect(list.getByRole("listitem")).toHaveCount(3);

  await expect(accounts.first()).not.toBeChecked();
  await accounts.first().check();
  await form.getByRole("radio", { name: "Repeating" }).click();
  await form.getByLabel("Cadence").selectOption({ label: "Custom (cron)" });
  await form.getByLabel("Cron line").fill("0 9 * * *");
  await expect(form.getByTestId("next-runs").getByRole("listitem")).toHaveCount(10);
  await form.getByRole("button", { name: "Save schedule" }).click();
  await expect(list.getByRole("listitem")).toHaveCount(4);
}

async function pauseAndResume(page: Page, campaignId: string): Promise<void> {
  await page.goto(`${product.url}/campaigns/${campaignId}/schedule`);
  const first = page.getByRole("list", { name: "Schedules" }).getByRole("listitem").first();
  const question = page.getByRole("alertdialog");
  await first.getByRole("button", { name: /Pause/ }).click();
  await question.getByRole("button", { name: "Pause schedule" }).click();
  await expect(first.getByRole("button", { name: /Resume/ })).toBeVisible();
  await first.getByRole("button", { name: /Resume/ }).click();
  await question.getByRole("button", { name: "Resume schedule" }).click();
  await expect(first.getByRole("button", { name: /Pause/ })).toBeVisible();
}

async function publishTheOneOff(page: Page, campaignId: string): Promise<void> {
  await product.advance(31 * MINUTE_MS);
  await expect
    .poll(
      async () => {
        // The video is being processed: each look is a little later.
        await product.advance(20_000);
        await runTick(page, product);
        return (await published(page, campaignId)).map((post) => post.platform).sort();
      },
      { timeout: 60_000 },
    )
    .toEqual(["blog", "x", "youtube"]);
  expect(receiver.posts).toHaveLength(1);
  expect(receiver.refusals).toEqual([]);
  const sent = receiver.verified.filter(({ body }) => body.type === "post.publish");
  expect(sent).toHaveLength(1);
}

const published = async (page: Page, campaignId: string): Promise<PostRow[]> =>
  (
    await apiGet<{ items: PostRow[] }>(
      page,
      product,
      `/api/posts?campaignId=${campaignId}&status=published`,
    )
  ).items;

async function watchNumbersRise(page: Page, campaignId: string): Promise<void> {
  await page.goto(`${product.url}/campaigns/${campaignId}/results`);
  const views = page.getByTestId("kpi-views");
  await expect(views).toBeVisible();
  const readViews = async () => Number((await views.textContent())?.replaceAll(/[^0-9]/g, "") ?? 0);
  // Nothing below reloads the page: what changes arrives over the socket.
  const loaded = await page.evaluate(() => performance.timeOrigin);
  let before = -1;
  for (let hour = 0; hour < 2; hour++) {
    await product.advance(90 * MINUTE_MS);
    await runTick(page, product);
    const last = before;
    await expect.poll(readViews, { timeout: 30_000 }).toBeGreaterThan(Math.max(last, 0));
    before = await readViews();
  }
  expect(await page.evaluate(() => performance.timeOrigin)).toBe(loaded);
}

async function readTheOptimizer(page: Page, campaignId: string): Promise<void> {
  await page.goto(`${product.url}/campaigns/${campaignId}/optimizer?platform=x`);
  await expect(page.getByTestId("optimizer-ratio")).toContainText(/\d/);
  await expect(page.getByTestId("winner-badge")).toHaveText("Not enough data");
  await expect(page.getByTestId("decision-reason").first()).toContainText(/\S+ \S+ \S+/);
  await page
    .getByRole("button", { name: /^Replay/ })
    .first()
    .click();
  await expect(page.getByTestId("decision-replay")).toContainText("comes out the same");
}

/** Each is done at once and taken back again: what comes after finds everything as it was. */
async function ruleAndTakeBack(page: Page): Promise<void> {
  const undo = () => page.getByRole("button", { name: "Undo" }).last().click();
  const second = page
    .getByRole("list", { name: "Variants" })
    .getByRole("listitem")
    .filter({ has: page.getByRole("button", { name: "Rule on variant B" }) });
  await second.getByRole("button", { name: "Rule on variant B" }).click();
  await page.getByRole("menuitem", { name: "Never choose B" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Exclude B" }).click();
  await expect(second).toContainText("Excluded");
  await undo();
  await expect(second).not.toContainText("Excluded");

  await page.getByRole("button", { name: "Change rules" }).click();
  const sheet = page.getByRole("dialog");
  await sheet.getByRole("radio", { name: "Even split" }).check();
  await sheet.getByRole("button", { name: "Save rules" }).click();
  const rules = page.getByTestId("rules");
  await expect(rules.getByText("Even split", { exact: true })).toBeVisible();
  await undo();
  await expect(rules.getByText("Adaptive", { exact: true })).toBeVisible();
}

async function overrideTheNextSlot(page: Page, campaignId: string): Promise<void> {
  const slots = await apiGet<{ items: PostRow[] }>(
    page,
    product,
    `/api/posts?campaignId=${campaignId}&status=queued&platform=x&order=asc`,
  );
  // The day after tomorrow: X refuses a text that it has just had.
  const [before, slot] = slots.items;
  if (!before || !slot) throw new Error("The cadence planned no slots.");
  await page.goto(`${product.url}/posts?post=${slot.id}`);
  const sheet = page.getByRole("dialog");
  await sheet.getByTestId("pin-variant").selectOption({ index: 1 });
  await sheet.getByTestId("override-note").fill("The client wants the tasting story");
  await sheet.getByTestId("override").click();
  await expect(sheet.getByTestId("overridden")).toBeVisible();
  const pinned = await apiGet<PostRow>(page, product, `/api/posts/${slot.id}`);
  expect(pinned.pinned).toBe(true);

  await publishSlot(page, before);
  const { status, variant } = await publishSlot(page, slot);
  expect(status).toBe("published");
  expect(variant?.id).toBe(pinned.variant?.id);

  await page.goto(`${product.url}/audit`);
  const entry = page.getByRole("row", { name: /Ines Moreau chose by hand/ });
  await entry.getByRole("button", { name: "Show change" }).click();
  await expect(page.getByText("The client wants the tasting story").first()).toBeVisible();
}

/** Lets the slot's time come, and waits until it is decided. */
async function publishSlot(page: Page, slot: PostRow): Promise<PostRow> {
  const { now } = await product.advance(0);
  await product.advance(Date.parse(slot.dueAt) - Date.parse(now) + MINUTE_MS);
  const read = () => apiGet<PostRow>(page, product, `/api/posts/${slot.id}`);
  await expect
    .poll(
      async () => {
        await runTick(page, product);
        return (await read()).status;
      },
      { timeout: 60_000 },
    )
    .toMatch(/published|failed/);
  return read();
}

/** One and the same number in the file, on the page and in the tables. */
async function compareTheReport(page: Page, campaignId: string): Promise<void> {
  const { counts, sums, shown, readAt } = await readSettledReport(page, campaignId);
  for (const name of REPORTED) expect(sums[name] ?? null, name).toBe(counts[name]);
  expect(counts.views).toBeGreaterThan(0);
  expect(shown).toContain((counts.views ?? 0).toLocaleString("en-US"));
  await product.stop();
  const columns = REPORTED.map((name) => `sum(metrics.${name})::int as ${name}`).join(", ");
  const [row] = await queryDatabase<Record<string, number>>(
    product,
    `select ${columns} from metrics join posts on posts.id = metrics.post_id
     where posts.campaign_id = $1 and metrics.observed_at <= $2`,
    [campaignId, readAt],
  );
  for (const name of REPORTED) expect(row?.[name], `${name} in the tables`).toBe(sums[name] ?? 0);
}

interface SettledReport {
  counts: Record<string, number | null>;
  sums: Record<string, number>;
  /** What the page says of the views. */
  shown: string | null;
  readAt: string;
}

/** Results go on arriving: file and page are read in a moment in which none did. */
async function readSettledReport(page: Page, campaignId: string): Promise<SettledReport> {
  const readSummary = () =>
    apiGet<{ totals: { counts: Record<string, number | null> } }>(
      page,
      product,
      `/api/analytics/summary?campaignId=${campaignId}`,
    );
  const settled: SettledReport[] = [];
  await expect(async () => {
    const before = await readSummary();
    await page.goto(`${product.url}/campaigns/${campaignId}/results`);
    const shown = await page.getByTestId("kpi-views").textContent();
    const { now } = await product.advance(0);
    const download = await page.request.get(`${product.url}/api/campaigns/${campaignId}/report`);
    const sums = sumCsv(await download.text());
    const after = await readSummary();
    expect(after.totals.counts).toEqual(before.totals.counts);
    settled.push({ counts: after.totals.counts, sums, shown, readAt: now });
  }).toPass({ timeout: 60_000 });
  const [report] = settled;
  if (!report) throw new Error("The results never came to rest.");
  return report;
}
