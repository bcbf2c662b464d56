import { expect, type Page, test } from "@playwright/test";
import type { CampaignView, VariantView } from "@/lib/contracts/campaigns";
import type { LearningChannel, LearningChannels, PromptRef } from "@/lib/contracts/learning";
import { type Api, connectByApi, newCampaign, setUpByApi } from "./support/api";
import { inspectHere } from "./support/inspect";
import { passTime, type TimePassing } from "./support/pass-time";
import { createProduct, type Product } from "./support/product";
import { expectGenerations } from "./support/state";

const HOUR_MS = 3_600_000;
/** One campaign after the other posts so long apart. */
const POST_EVERY_MS = HOUR_MS / 3;
const WRITTEN_AT_ONCE = 5;
/** X refuses a text that the account has just had, so each campaign is about something else. */
const BRIEFS = [
  "Launch our autumn single origins and bring people to the shop page.",
  "Our cupping course starts in November, and we want to fill all of its twelve places with people who are new to it.",
  "The repair corner of our shop mends grinders and kettles, and we want people to come with what they have at home.",
];
const POSTS = BRIEFS.length * WRITTEN_AT_ONCE;
/** Who leads writes a third: that none of so many variants is its own hardly ever happens. */
const MOST_CAMPAIGNS = 4;

let product: Product;
let api: Api;
let time: TimePassing;
test.beforeAll(async () => {
  product = await createProduct({ SANDBOX_SEED: "bandwagon" });
  await product.start();
  api = await setUpByApi(product);
  time = passTime(product, api);
  await connectByApi(api, "x");
  await api.ok("PATCH", "/api/workspace", { settings: { minGapMinutes: 0 } });
  // What passes the gate waits for a person here, so that it is a person who promotes.
  await api.ok("PATCH", "/api/learning/settings", { approvalRequired: true });
});
test.afterAll(() => product.close());

test("a promoted prompt writes the next variants, and a rollback returns to the one before", async ({
  page,
}) => {
  test.setTimeout(300_000);
  // A slot that came due while the campaigns are written would go out uncounted.
  await product.advance(POST_EVERY_MS - ((await time.now()) % POST_EVERY_MS) + 1000);
  await publishEach();
  await liveADay();
  const before = await readEvaluated();
  const { id: channelId } = before.channel;
  const wanted = choosePromoted(before);

  const { cookies } = await api.context.storageState();
  await page.context().addCookies(cookies);
  await seeEvaluated(page, before);
  await promote(page, channelId, wanted);
  const first = await writeUntil(wanted, "with a new hand");
  await expectNamed(page, first, wanted, channelId);

  await rollBack(page, channelId, { from: wanted, to: before.champion });
  for (const screen of ["desk", "phone"] as const) await inspectHere(page, screen, "learning-loop");
  const second = await writeUntil(before.champion, "with the old hand");
  await expectNamed(page, second, before.champion, channelId);
  for (const campaign of await campaignsNamed("with the old hand"))
    for (const { prompt } of await variantsOf(campaign.id))
      expect(prompt?.name).not.toBe(wanted.name);
  await seeAudited(page, wanted);
});

const variantsOf = (campaignId: string) =>
  api.ok<VariantView[]>("GET", `/api/campaigns/${campaignId}/variants`);

async function write(name: string, brief = BRIEFS[0]): Promise<CampaignView> {
  const created = await api.ok<CampaignView>("POST", "/api/campaigns", {
    ...newCampaign(name, ["x"]),
    ...{ brief, variantsPerPlatform: WRITTEN_AT_ONCE },
  });
  await expectGenerations(api, created.id, ["done"]);
  return created;
}

/** Three campaigns post in turn, each variant once, so that every prompt that wrote one has a result. */
async function publishEach(): Promise<void> {
  const { items: accounts } = await api.ok<{ items: { id: string }[] }>("GET", "/api/accounts");
  const schedules: string[] = [];
  for (const [nth, brief] of BRIEFS.entries()) {
    const { id: campaignId } = await write(`Campaign ${nth + 1} of the season`, brief);
    const written = await variantsOf(campaignId);
    expect(written.map(({ prompt }) => prompt?.name ?? null)).not.toContain(null);
    const settings = { campaignId, algorithm: "round_robin", floor: 0 };
    await api.ok("PATCH", "/api/optimizer/settings", settings);
    const { items } = await api.ok<{ items: { id: string }[] }>("POST", "/api/schedules", {
      ...{ campaignId, accountIds: accounts.map(({ id }) => id), timeZone: "UTC" },
      when: { kind: "cron", cron: `${20 * nth} * * * *` },
    });
    schedules.push(...items.map(({ id }) => id));
  }
  const posted = new Set<string | undefined>();
  for (let nth = 0; nth < POSTS; nth++)
    posted.add((await time.publish(await time.nextSlot())).variant?.id);
  expect(posted.size).toBe(POSTS);
  for (const id of schedules) await api.ok("PATCH", `/api/schedules/${id}`, { paused: true });
}

/** Hour by hour, so that the counts are read at the ages at which they are compared. */
async function liveADay(): Promise<void> {
  for (let hour = 0; hour < 26; hour++) {
    await product.advance(HOUR_MS);
    await time.tick();
  }
}

async function readEvaluated(): Promise<LearningChannel> {
  const found: LearningChannel[] = [];
  await expect(async () => {
    await time.tick();
    const { items } = await api.ok<LearningChannels>("GET", "/api/learning");
    expect(items).toHaveLength(1);
    const channel = await readChannel(items[0]?.channel.id ?? "");
    expect(channel.totalContent).toBe(POSTS);
    expect(channel.runs.items.map(({ status }) => status)).not.toContain("running");
    expect(channel.runs.items[0]).toMatchObject({ status: "completed", evaluatedPosts: POSTS });
    found.push(channel);
  }).toPass({ intervals: [250], timeout: 60_000 });
  const [channel] = found;
  if (!channel) throw new Error("The channel was never evaluated.");
  return channel;
}

const readChannel = (id: string) => api.ok<LearningChannel>("GET", `/api/learning/${id}`);

/** What passed the gate, or else what looks best of those that compete. */
function choosePromoted({ prompts }: LearningChannel): PromptRef {
  const open = prompts.filter(({ can, evidence }) => can.promote && evidence.settledPosts > 0);
  const asked = open.find(({ awaitingSince }) => awaitingSince);
  const [best] = open.toSorted((a, b) => (b.lift?.mean ?? -1) - (a.lift?.mean ?? -1));
  const wanted = asked ?? best;
  if (!wanted) throw new Error("Nothing competes with the champion.");
  return wanted;
}

const box = (page: Page, { name }: PromptRef) =>
  page
    .getByRole("region", { name: "Family tree of prompts" })
    .getByRole("button", { name: new RegExp(`^${name}\\b`) });

async function seeEvaluated(page: Page, { prompts, champion }: LearningChannel): Promise<void> {
  await page.goto(`${product.url}/learning`);
  const row = page.getByRole("table", { name: "Channels" }).getByRole("row").nth(1);
  await expect(row).toContainText("Northlight Coffee");
  await expect(row.getByRole("cell", { name: String(POSTS), exact: true })).toBeVisible();
  await row.getByRole("link").first().click();
  await page.waitForURL(/\/learning\/[0-9a-f-]{36}$/);
  for (const prompt of prompts) await expect(box(page, prompt)).toBeVisible();
  await expect(box(page, champion)).toHaveClass(/champion/);
}

async function promote(page: Page, channelId: string, wanted: PromptRef): Promise<void> {
  await box(page, wanted).click();
  await page.getByRole("button", { name: `Promote ${wanted.name}` }).click();
  const question = page.getByRole("alertdialog");
  await question.getByRole("button", { name: `Promote ${wanted.name}` }).click();
  await expect(box(page, wanted)).toHaveClass(/probation/);
  expect((await readChannel(channelId)).champion).toMatchObject({
    ...{ id: wanted.id, status: "probation" },
  });
}

/** The first campaign of those that are written now in which the prompt has a part. */
async function writeUntil({ name }: PromptRef, campaignName: string): Promise<string> {
  for (let nth = 1; nth <= MOST_CAMPAIGNS; nth++) {
    const { id } = await write(`Launch ${nth} ${campaignName}`);
    if ((await variantsOf(id)).some(({ prompt }) => prompt?.name === name)) return id;
  }
  throw new Error(`${name} wrote nothing in ${MOST_CAMPAIGNS} campaigns.`);
}

async function campaignsNamed(part: string): Promise<CampaignView[]> {
  const { items } = await api.ok<{ items: CampaignView[] }>("GET", "/api/campaigns");
  return items.filter(({ name }) => name.includes(part));
}

/** Each card names the prompt that wrote it, and leads there. */
async function expectNamed(
  page: Page,
  campaignId: string,
  wanted: PromptRef,
  channelId: string,
): Promise<void> {
  const written = await variantsOf(campaignId);
  await page.goto(`${product.url}/campaigns/${campaignId}`);
  for (const { letter, prompt } of written) {
    const card = page.getByRole("article", { name: new RegExp(`^Variant ${letter}`) });
    await expect(card).toContainText(`Written by prompt ${prompt?.name}`);
  }
  const link = page.getByRole("link", { name: new RegExp(`^Prompt ${wanted.name}:`) }).first();
  await link.click();
  await page.waitForURL(`${product.url}/learning/${channelId}?prompt=${wanted.id}`);
  await expect(page.getByRole("dialog", { name: `Prompt ${wanted.name}` })).toBeVisible();
}

async function rollBack(
  page: Page,
  channelId: string,
  { from, to }: { from: PromptRef; to: PromptRef },
): Promise<void> {
  await page.goto(`${product.url}/learning/${channelId}`);
  await page.getByRole("button", { name: `Go back to ${to.name}` }).click();
  const question = page.getByRole("alertdialog");
  await question.getByRole("button", { name: `Go back to ${to.name}` }).click();
  await expect(box(page, to)).toHaveClass(/champion/);
  await expect(box(page, from)).toHaveClass(/retired/);
  for (const words of ["promoted", "took back the promotion of"])
    await expect(page.getByText(`Ines Moreau ${words} ${from.name}`)).toBeVisible();
  const { champion, rollbackTo, stateReason } = await readChannel(channelId);
  // What it waited for has been decided.
  expect(stateReason).not.toContain(from.name);
  expect(champion).toMatchObject({ id: to.id, status: "champion" });
  expect(rollbackTo).toBeNull();
}

async function seeAudited(page: Page, { name }: PromptRef): Promise<void> {
  await page.goto(`${product.url}/audit`);
  for (const words of ["promoted the prompt", "took back the promotion of the prompt"])
    await expect(
      page.getByRole("row", { name: new RegExp(`Ines Moreau ${words} ${name}`) }),
    ).toBeVisible();
}
