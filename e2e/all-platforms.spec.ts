import { expect, type Page, test } from "@playwright/test";
import type { VariantView } from "@/lib/contracts/campaigns";
import { type Receiver, startReceiver } from "@/server/platforms/blog/fixtures/receiver";
import { type ImitatedSite, startSite } from "@/server/platforms/wordpress/fixtures/site";
import { type Api, listAccounts, listPosts, newCampaign, signInByApi } from "./support/api";
import { createProduct, type Product } from "./support/product";
import { runTick } from "./support/read";
import { connectBlog, connectByForm, connectInPopup, setUpOwner } from "./support/steps";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** What a variant of each platform needs beside its text before it can go out. */
const NEEDS: Record<string, { media?: "image" | "video"; options?: Record<string, string> }> = {
  youtube: { media: "video" },
  instagram: { media: "image" },
  tiktok: { media: "video", options: { privacy: "PUBLIC_TO_EVERYONE", consent: "true" } },
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
  for (const label of ["X", "YouTube", "TikTok"]) await connectInPopup(page, product, label);
  await connectInPopup(page, product, "LinkedIn", "some");
  await connectInPopup(page, product, "Facebook", "all");
  await connectByForm(page, product, "Bluesky");
  const editor = site.state.users.find((user) => user.role === "editor");
  await connectByForm(page, product, "WordPress", {
    "Site address": site.state.url,
    "User name": editor?.login ?? "",
    "Application password": editor?.password ?? "",
  });
  await connectBlog(page, product, receiver);

  const api = await signInByApi(product);
  const accounts = await listAccounts(api);
  const platforms = [...new Set(accounts.map((account) => account.platform))];
  expect(platforms.sort()).toEqual(
    [
      ...["blog", "bluesky", "facebook", "instagram", "linkedin", "tiktok", "wordpress"],
      "x",
    ].concat("youtube"),
  );
  const campaignId = await writeCampaign(api, platforms);
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
});

/** Written by the sample writer; what it cannot know is filled in as a person would. */
async function writeCampaign(api: Api, platforms: string[]): Promise<string> {
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
  for (const { platform, issues } of await read()) {
    const errors = issues.filter((issue) => issue.severity === "error");
    expect(errors, platform).toEqual([]);
  }
  return id;
}

async function complete(api: Api, variant: VariantView): Promise<void> {
  const { media: kind, options } = NEEDS[variant.platform] ?? {};
  const path = `/api/variants/${variant.id}`;
  let now = variant;
  if (kind) now = await api.ok("POST", `${path}/media/sample`, { kind });
  if (options) now = await api.ok("PATCH", path, { options, updatedAt: now.updatedAt });
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
  for (const label of ["X", "YouTube", "TikTok", "LinkedIn", "Facebook", "Instagram", "Bluesky"]) {
    const row = table.getByRole("row", { name: new RegExp(`^${label}\\b`) });
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
