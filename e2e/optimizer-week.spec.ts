import { expect, type Page, test } from "@playwright/test";
import type { AccountView } from "@/lib/contracts/accounts";
import type { VariantView } from "@/lib/contracts/campaigns";
import type { DecisionReplay } from "@/lib/contracts/decision-replay";
import type { DecisionPage, DecisionView, OptimizerPanel } from "@/lib/contracts/optimizer";
import { type Api, addVariantByApi, connectByApi, setUpByApi } from "./support/api";
import { checkSentence } from "./support/decision-sentence";
import { inspectHere } from "./support/inspect";
import { readLedger } from "./support/ledger";
import { passTime, type TimePassing } from "./support/pass-time";
import { createProduct, type Product } from "./support/product";
import { createWritten } from "./support/state";

/** One post a day on each of three accounts: X refuses a text that the account has just had. */
const HOURS = [8, 13, 19];
const HOUR_MS = 3_600_000;
const SLOTS = 7 * HOURS.length;
const LATEST = 10;

/**
 * What X's made-up audience likes by far the most is a question that asks to be answered: with this
 * seed each of the three accounts earns about twice as much with C as with either other.
 */
const TEXTS = [
  "The autumn roast is on the shelf of the shop from Thursday morning on. It is a washed coffee from the slopes of one mountain, roasted a little lighter than the one before.",
  "The autumn roast is here. #coffee #autumn #nyeri #roast",
  "Which coffee would you drink first this autumn? Tell us below.",
];
const PREFERRED = "C";

let product: Product;
let api: Api;
let time: TimePassing;
test.beforeAll(async () => {
  product = await createProduct({ SANDBOX_SEED: "bandwagon" });
  await product.start();
  api = await setUpByApi(product);
  time = passTime(product, api);
});
test.afterAll(() => product.close());

test("a week is enough to find what the audience prefers, and every choice says why", async ({
  page,
}) => {
  test.setTimeout(300_000);
  // A slot that came due while the schedules are made would be one post more.
  await product.advance(HOUR_MS - ((await time.now()) % HOUR_MS) + 1000);
  const campaignId = await createCompeting();
  for (let nth = 1; nth < SLOTS; nth++) {
    const post = await time.publish(await time.nextSlot());
    await time.readResult(post.id);
  }
  const { cookies } = await api.context.storageState();
  await page.context().addCookies(cookies);
  await page.goto(`${product.url}/campaigns/${campaignId}/optimizer?platform=x`);
  await seePreferred(page, campaignId);
  for (const screen of ["desk", "phone"] as const)
    await inspectHere(page, screen, "optimizer-week");
  await readReasons(page, campaignId);
  await replayLatest(page);
  await overrideNext(page, campaignId);
});

/** Three variants on three accounts, each with a daily post. */
async function createCompeting(): Promise<string> {
  const accounts: AccountView[] = [];
  for (const profile of HOURS.keys()) accounts.push(await connectByApi(api, "x", profile));
  const { id } = await createWritten(api, "Autumn single-origin launch", ["x"]);
  const written = await api.ok<VariantView[]>("GET", `/api/campaigns/${id}/variants`);
  for (const [nth, text] of TEXTS.entries()) {
    const before = written[nth];
    if (!before) await addVariantByApi(api, id, { platform: "x", text });
    else {
      const { updatedAt } = before;
      await api.ok("PATCH", `/api/variants/${before.id}`, { text, updatedAt });
    }
  }
  // Nothing is left to chance, which would now and then post a variant twice before another once.
  await api.ok("PATCH", "/api/optimizer/settings", { campaignId: id, floor: 0 });
  for (const [nth, hour] of HOURS.entries()) {
    await api.ok("POST", "/api/schedules", {
      ...{ campaignId: id, accountIds: [accounts[nth]?.id], timeZone: "UTC" },
      when: { kind: "cron", cron: `0 ${hour} * * *` },
    });
  }
  return id;
}

const readPanel = (campaignId: string) =>
  api.ok<OptimizerPanel>("GET", `/api/optimizer?campaignId=${campaignId}&platform=x`);

async function readDecisions(campaignId: string): Promise<DecisionView[]> {
  const path = `/api/optimizer/decisions?campaignId=${campaignId}&platform=x&limit=200`;
  return (await api.ok<DecisionPage>("GET", path)).items;
}

const replayOf = (id: string) =>
  api.ok<DecisionReplay>("GET", `/api/optimizer/decisions/${id}/replay`);

/** It leads in words and figures, and most of the latest posts are its. */
async function seePreferred(page: Page, campaignId: string): Promise<void> {
  const lead = page.locator("mark").first();
  await expect(lead).toHaveText(new RegExp(`^${PREFERRED} (leads|wins)$`));
  const roll = page.getByRole("img", { name: /^Which variant was posted/ }).first();
  const told = (await roll.getAttribute("aria-label"))?.split(": ")[1]?.split(", ") ?? [];
  expect(told).toHaveLength(SLOTS - 1);
  // Each had its first post before any had a second.
  expect(told.slice(0, TEXTS.length).toSorted()).toEqual(["A", "B", "C"]);
  const latest = told.slice(-LATEST).filter((letter) => letter === PREFERRED);
  expect(latest.length, told.join(" ")).toBeGreaterThanOrEqual(0.7 * LATEST);

  const { arms, winner, averageRate } = await readPanel(campaignId);
  const best = arms.find(({ letter }) => letter === PREFERRED);
  for (const rival of arms.filter((arm) => arm !== best)) {
    expect(best?.rate ?? 0, rival.letter).toBeGreaterThan(rival.rate ?? 0);
    expect(best?.pBest ?? 0, rival.letter).toBeGreaterThan(rival.pBest ?? 1);
  }
  expect(averageRate ?? 0).toBeGreaterThan(Math.min(...arms.map(({ rate }) => rate ?? 0)));
  expect(averageRate ?? 0).toBeLessThan(best?.interval?.high ?? 0);
  expect(arms.reduce((sum, { pBest }) => sum + (pBest ?? 0), 0)).toBeCloseTo(1, 3);
  await expect(page.getByTestId("winner-badge")).toHaveText(winner.badge);
}

/** Word by word what is stored, and each figure in it is one of the stored numbers. */
async function readReasons(page: Page, campaignId: string): Promise<void> {
  const reasons = page.getByTestId("decision-reason");
  await page.getByRole("button", { name: "Show earlier decisions" }).click();
  await expect(reasons).toHaveCount(SLOTS - 1);
  const decisions = await readDecisions(campaignId);
  expect(await reasons.allTextContents()).toEqual(decisions.map(({ reason }) => reason));
  for (const decision of decisions) checkSentence(decision, await replayOf(decision.id));
}

async function replayLatest(page: Page): Promise<void> {
  await page
    .getByRole("button", { name: /^Replay/ })
    .first()
    .click();
  const replay = page.getByTestId("decision-replay");
  await expect(replay).toContainText("the choice comes out the same");
}

/** A person wants another one: it goes out, and the log and the audit say who wanted it. */
async function overrideNext(page: Page, campaignId: string): Promise<void> {
  const note = "The client wants the plain one today";
  const slot = await time.nextSlot();
  await page.getByRole("button", { name: "Choose myself" }).click();
  const sheet = page.getByRole("dialog");
  await sheet.getByRole("radio").first().check();
  await sheet.getByLabel("Why").fill(note);
  await sheet.getByRole("button", { name: "Post A" }).click();
  await expect(sheet).toBeHidden();
  await expect(page.getByText(`is pinned. “${note}”`)).toBeVisible();

  const post = await time.publish(slot);
  expect(post.variant?.letter).toBe("A");
  expect(readLedger(product).at(-1)?.text).toBe(TEXTS[0]);
  const [decision] = await readDecisions(campaignId);
  expect(decision).toMatchObject({
    ...{ postId: slot.id, kind: "override", letter: "A", byPerson: true },
    ...{ who: "Ines Moreau", overrideNote: note },
  });
  const latest = page.getByRole("listitem").filter({ has: page.getByTestId("decision-reason") });
  await expect(latest.first()).toContainText("Chose A because a person pinned it");
  await expect(latest.first()).toContainText("Ines Moreau");
  await expect(latest.first()).toContainText(note);

  await page.goto(`${product.url}/audit`);
  const entry = page.getByRole("row", { name: /Ines Moreau chose by hand/ });
  await entry.getByRole("button", { name: "Show change" }).click();
  await expect(page.getByText(note).first()).toBeVisible();
}
