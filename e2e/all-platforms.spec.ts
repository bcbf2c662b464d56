import { expect, type Page, test } from "@playwright/test";
import type { VariantView } from "@/lib/contracts/campaigns";
import { catalog } from "@/lib/platforms/catalog";
import { rulesOf } from "@/lib/platforms/find-format";
import { PLATFORMS, type Platform } from "@/lib/platforms/platform";
import { type Receiver, startReceiver } from "@/server/platforms/blog/fixtures/receiver";
import { type ImitatedSite, startSite } from "@/server/platforms/wordpress/fixtures/site";
import { type Api, listAccounts, listPosts, newCampaign, signInByApi } from "./support/api";
import { createProduct, type Product } from "./support/product";
import { runTick } from "./support/read";
import { connectBlog, connectByForm, connectInPopup, setUpOwner } from "./support/steps";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Whose consent opens several accounts, and how many of them are taken. */
const PICKS: Partial<Record<Platform, "some" | "all">> = {
  facebook: "all",
  linkedin: "some",
  whatsapp: "some",
};

/** Those that nothing imitates, since people run them themselves. */
const OWN: Partial<Record<Platform, (page: Page) => Promise<void>>> = {
  blog: (page) => connectBlog(page, product, receiver),
  wordpress: (page) => connectSite(page),
};

let product: Product;
let receiver: Receiver;
let site: ImitatedSite;

test.beforeAll(async () => {
  receiver = await startReceiver({ apiKey: "key-of-the-site", signingSecret: null });
  site = await startSite();
  product = await createProduct();
  await product.start();
});
test.afterAll(async () => {
  await product.close();
  await site.close();
  await receiver.close();
});

test("one campaign goes out on every platform, and its results come back", async ({ page }) => {
  test.setTimeout(300_000);
  await setUpOwner(page, product);
  const api = await signInByApi(product);
  for (const platform of PLATFORMS) await connect(page, api, platform);
  const accounts = await listAccounts(api);
  const platforms = [...new Set(accounts.map((account) => account.platform))];
  expect(platforms.sort()).toEqual([...PLATFORMS].sort());
  await importContacts(page);
  const campaignId = await writeCampaign(page, api, platforms);
  const first = platforms.map((platform) => accounts.find((each) => each.platform === platform));
  await publishOnce(
    page,
    api,
    campaignId,
    first.map((account) => account?.id ?? ""),
  );
  expect([...site.state.entries.values()].map((entry) => entry.status)).toEqual(["publish"]);
  expect(receiver.posts.length).toBe(1);
  await readResults(page, campaignId);
  await readRecipients(page, api);
});

async function connect(page: Page, api: Api, platform: Platform): Promise<void> {
  const { label, connect: way } = catalog[platform];
  const own = OWN[platform];
  if (own) return own(page);
  if (way === "credentials") return connectByForm(page, product, label);
  // One consent may open the accounts of two platforms.
  if ((await listAccounts(api)).some((account) => account.platform === platform)) return;
  await connectInPopup(page, product, label, PICKS[platform]);
}

async function connectSite(page: Page): Promise<void> {
  const editor = site.state.users.find((user) => user.role === "editor");
  await connectByForm(page, product, catalog.wordpress.label, {
    "Site address": site.state.url,
    "User name": editor?.login ?? "",
    "Application password": editor?.password ?? "",
  });
}

/** Ten who agreed, one who did not, and one without a number. */
async function importContacts(page: Page): Promise<void> {
  const agreed = Array.from(
    { length: 10 },
    (_, at) => `+45 20 00 00 ${at + 10},Reader ${at + 1},2026-01-31,Newsletter form`,
  );
  const rows = ["phone,name,consent_at,consent_source", ...agreed, "+45 20 00 00 99,Nils,,"];
  const buffer = Buffer.from([...rows, "nobody,Nobody,,"].join("\n"));
  await page.goto(`${product.url}/contacts`);
  await page.getByRole("button", { name: "Import contacts" }).first().click();
  const sheet = page.getByRole("dialog");
  await sheet
    .locator("input[type=file]")
    .setInputFiles({ name: "readers.csv", mimeType: "text/csv", buffer });
  await sheet.getByRole("button", { name: "Import 11" }).click();
  await expect(page.getByText("10 people get your messages")).toBeVisible();
}

/** Written by the sample writer; what it cannot know is filled in as a person would. */
async function writeCampaign(page: Page, api: Api, platforms: string[]): Promise<string> {
  const { id } = await api.ok<{ id: string }>(
    "POST",
    "/api/campaigns",
    newCampaign("Everywhere at once", platforms),
  );
  const read = () => api.ok<VariantView[]>("GET", `/api/campaigns/${id}/variants`);
  await expect
    .poll(async () => (await read()).length, { timeout: 60_000 })
    .toBe(platforms.length * 2);
  for (const variant of await read()) await complete(api, variant);
  await pickTemplate(page, id);
  const [first, ...others] = (await read()).filter(({ platform }) => platform === "whatsapp");
  for (const { id: other, updatedAt } of others) {
    const body = { options: first?.options, updatedAt };
    await api.ok("PATCH", `/api/variants/${other}`, body);
  }
  for (const { platform, issues } of await read()) {
    const errors = issues.filter((issue) => issue.severity === "error");
    expect(errors, platform).toEqual([]);
  }
  return id;
}

/** In the editor of the first variant: an approved template, its variables filled. */
async function pickTemplate(page: Page, campaignId: string): Promise<void> {
  await page.goto(`${product.url}/campaigns/${campaignId}`);
  const section = page.getByRole("region", { name: "WhatsApp", exact: true });
  await expect(section.getByText("Reaches 10 contacts")).toBeVisible();
  const card = section.getByRole("article").first();
  await card.getByRole("button", { name: "Edit" }).click();
  const sheet = page.getByRole("dialog");
  await expect(sheet.getByRole("radio", { name: /^last_call/ })).toBeDisabled();
  await sheet.getByRole("radio", { name: /^weekly_offer/ }).click();
  await expect(sheet.getByText("Fill in {{1}}.")).toBeVisible();
  await sheet.getByRole("button", { name: "Put their name into 1" }).click();
  await expect(sheet.getByText("Fill in {{1}}.")).toBeHidden();
  await sheet.getByRole("button", { name: "Save variant" }).click();
  await expect(sheet).toBeHidden();
  await expect(card.getByText("Hi ‹name›,")).toBeVisible();
}

async function complete(api: Api, variant: VariantView): Promise<void> {
  const { kind, options } = needsOf(variant.platform);
  const path = `/api/variants/${variant.id}`;
  let now = variant;
  if (kind) now = await api.ok("POST", `${path}/media/sample`, { kind });
  if (Object.keys(options).length > 0)
    now = await api.ok("PATCH", path, { options, updatedAt: now.updatedAt });
  // What the button beside the issue does.
  for (const { fix } of now.issues) {
    const [first] = now.media;
    if (fix?.kind !== "convert" || !first) continue;
    const { mimeType } = fix;
    const jpeg = await api.ok<{ id: string }>("POST", `/api/media/${first.id}/convert`, {
      mimeType,
    });
    const media = [{ mediaId: jpeg.id, altText: first.altText }];
    now = await api.ok("PATCH", path, { media, updatedAt: now.updatedAt });
  }
}

/** What a variant needs beside its text before it can go out: a file, and what nobody may choose beforehand. */
function needsOf(platform: Platform) {
  const { format, video } = rulesOf(catalog[platform], null);
  const kind = video?.required ? "video" : format.media.min > 0 ? format.media.kinds[0] : null;
  const asked = (format.options ?? []).filter(
    (field) => field.required && !field.initial && ["flag", "choice"].includes(field.kind),
  );
  const options = Object.fromEntries(
    asked.map(({ name, choices }) => [name, choices?.[0]?.value ?? "true"]),
  );
  return { kind, options };
}

async function publishOnce(
  page: Page,
  api: Api,
  campaignId: string,
  accountIds: string[],
): Promise<void> {
  const { now } = await product.advance(0);
  await api.ok("POST", "/api/schedules", {
    campaignId,
    accountIds,
    when: { kind: "once", runAt: new Date(Date.parse(now) + 10 * MINUTE_MS).toISOString() },
    timeZone: "Europe/Copenhagen",
  });
  await product.advance(11 * MINUTE_MS);
  await expect(async () => {
    await runTick(page, product);
    await product.advance(30_000);
    const posts = await listPosts(api);
    const told = posts.map(({ platform, status, problem }) => ({ platform, status, problem }));
    expect(told.filter(({ status }) => status !== "published")).toEqual([]);
    expect(told).toHaveLength(accountIds.length);
  }).toPass({ timeout: 120_000 });
}

/** Every platform that can tell its views or reactions does so on the campaign's own page. */
async function readResults(page: Page, campaignId: string): Promise<void> {
  for (let hour = 0; hour < 4; hour++) {
    await product.advance(HOUR_MS);
    await runTick(page, product);
  }
  await page.goto(`${product.url}/campaigns/${campaignId}/results`);
  const table = page.getByRole("table", { name: "Results by platform" });
  for (const platform of PLATFORMS.filter((each) => !OWN[each])) {
    const row = table.getByRole("row", { name: new RegExp(`^${catalog[platform].label}\\b`) });
    await expect(
      row
        .getByRole("cell")
        .filter({ hasText: /^[1-9][\d,]*$/ })
        .nth(1),
    ).toBeVisible({
      timeout: 60_000,
    });
  }
}

/** On the post's own sheet: of everybody what became of the message, and who got none. */
async function readRecipients(page: Page, api: Api): Promise<void> {
  const post = (await listPosts(api)).find(({ platform }) => platform === "whatsapp");
  expect(post?.status).toBe("published");
  await page.goto(`${product.url}/posts?post=${post?.id}`);
  const people = page.getByRole("dialog").getByRole("region", { name: "Recipients" });
  await expect(people.getByRole("listitem").filter({ hasText: "+4520000010" })).toContainText(
    /Delivered|Read|Replied|Failed/,
  );
  await people.getByRole("button", { name: "1 left out" }).click();
  const left = people.getByTestId("recipients").getByRole("listitem");
  await expect(left).toHaveCount(1);
  await expect(left).toContainText("Nils");
  await expect(left).toContainText("Has not agreed");
}
