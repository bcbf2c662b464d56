import { expect, type Page, test } from "@playwright/test";
import type { VariantView } from "@/lib/contracts/campaigns";
import type { PostDetail, PostView } from "@/lib/contracts/posts";
import type { SandboxPersona } from "@/lib/contracts/sandbox";
import { type Api, connectByApi, listAccounts, signInByApi } from "./support/api";
import { createProduct, type Product } from "./support/product";
import { runTick } from "./support/read";
import { createWritten } from "./support/state";
import { connectByForm, setUpOwner } from "./support/steps";

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;

let product: Product;
test.beforeAll(async () => {
  product = await createProduct();
  await product.start();
});
test.afterAll(() => product.close());

test("a platform that fails is left alone, seen by everybody, and used again by itself", async ({
  page,
}) => {
  await setUpOwner(page, product);
  const api = await signInByApi(product);
  const { id: accountId } = await connectByApi(api, "x");
  await connectByForm(page, product, "Bluesky");
  await injectServerErrors(page, api, accountId);
  const posts = await publishOnBoth(api, accountId);

  const banner = page.getByRole("status").filter({ hasText: "X in the sandbox" });
  await page.goto(`${product.url}/posts/${posts.x[0]?.id}`);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("X,");
  await expect(async () => {
    await step(page, 10 * SECOND_MS);
    await expect(banner).toBeVisible({ timeout: 500 });
  }).toPass();
  await expect(banner).toContainText("has answered with errors since");
  await expect(page.getByTestId("post-waits")).toContainText("goes out by itself");
  expect((await read(api, posts.other)).status).toBe("published");
  await page.goto(`${product.url}/settings/platforms`);
  await expect(page.getByText(/several times in a row since/)).toBeVisible();

  // The fault is gone: the next try is let through, and everything goes out.
  await page.goto(`${product.url}/settings/sandbox`);
  await page.getByRole("button", { name: /^Remove “/ }).click();
  await expect(page.getByRole("table", { name: "Faults that wait" })).toHaveCount(0);
  await page.goto(`${product.url}/posts/${posts.x[0]?.id}`);
  await expect(async () => {
    await step(page, MINUTE_MS);
    const told = await Promise.all(posts.x.map((post) => read(api, post)));
    expect(told.map(({ status }) => status)).toEqual(["published", "published"]);
  }).toPass();
  await expect(banner).toHaveCount(0);
  await expect(page.getByTestId("post-standing")).toContainText("Published");
  await removeFromPlatform(page);
});

/** As a person tries out what happens then. */
async function injectServerErrors(page: Page, api: Api, accountId: string): Promise<void> {
  const { items } = await api.ok<{ items: SandboxPersona[] }>("GET", "/api/sandbox/profiles");
  const persona = items.find((each) => each.accountId === accountId);
  await page.goto(`${product.url}/settings/sandbox`);
  await page
    .getByRole("button", { name: `Inject a fault for ${persona?.name}, ${persona?.label}` })
    .click();
  const sheet = page.getByRole("dialog");
  await sheet.getByLabel("What goes wrong").selectOption({ label: "Server error" });
  await sheet.getByLabel("Which calls").selectOption({ label: "Every call" });
  await sheet.getByLabel("How often").selectOption({ label: "Every call, until it is removed" });
  await sheet.getByRole("button", { name: "Inject fault" }).click();
  await expect(page.getByRole("table", { name: "Faults that wait" })).toContainText("Server error");
}

/** Two posts where it fails, of two campaigns, and one where it does not. */
async function publishOnBoth(api: Api, accountId: string) {
  const x: PostView[] = [];
  for (const [nth, platforms] of [["x", "bluesky"], ["x"]].entries()) {
    const { id: campaignId } = await createWritten(api, `Campaign ${nth}`, platforms);
    const variants = await api.ok<VariantView[]>("GET", `/api/campaigns/${campaignId}/variants`);
    const variantId = variants.filter(({ platform }) => platform === "x")[nth]?.id;
    x.push(await api.ok("POST", "/api/posts", { campaignId, accountId, variantId }));
  }
  const other = (await listAccounts(api)).find(({ platform }) => platform === "bluesky");
  const body = { campaignId: x[0]?.campaignId, accountId: other?.id };
  return { x, other: await api.ok<PostView>("POST", "/api/posts", body) };
}

const read = (api: Api, { id }: PostView) => api.ok<PostDetail>("GET", `/api/posts/${id}`);

async function step(page: Page, ms: number): Promise<void> {
  await product.advance(ms);
  await runTick(page, product);
}

/** It is asked for once more, is gone there, and stays here with what it earned. */
async function removeFromPlatform(page: Page): Promise<void> {
  await page.getByTestId("remove-post").click();
  const dialog = page.getByRole("alertdialog");
  await expect(dialog).toContainText("The results counted so far are kept here");
  await dialog.getByRole("button", { name: "Remove from X" }).click();
  await expect(page.getByText("Removed from X", { exact: true })).toBeVisible();
  await expect(page.getByTestId("post-standing")).toContainText("no longer on X");
  await expect(page.getByText(/Ines Moreau removed it from X/)).toBeVisible();
  await expect(page.getByTestId("remove-post")).toHaveCount(0);
  await page.goto(`${product.url}/audit`);
  const audited = page.getByRole("table", { name: "Audit log" });
  await expect(audited).toContainText("removed from its platform the post");
}
