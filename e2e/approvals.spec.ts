import { type Browser, expect, type Page, test } from "@playwright/test";
import type { AccountView } from "@/lib/contracts/accounts";
import type { ApprovalLinkCreated, ReviewAnswer } from "@/lib/contracts/approvals";
import type { CampaignView, VariantView } from "@/lib/contracts/campaigns";
import type { PostDetail, PostView } from "@/lib/contracts/posts";
import type { WorkspaceView } from "@/lib/contracts/workspace";
import { type Api, connectByApi, setUpByApi, signInByApi } from "./support/api";
import { inspect } from "./support/inspect";
import { createProduct, type Product } from "./support/product";
import { runTick } from "./support/read";
import { createWritten } from "./support/state";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const reviewer = { email: "tomas@example.com", password: "another long sentence" };

let product: Product;
let owner: Api;
let tomas: Api;
let account: AccountView;

test.beforeAll(async () => {
  product = await createProduct();
  await product.start();
  owner = await setUpByApi(product);
  const invited = await owner.ok<{ link: string }>("POST", "/api/invitations", {
    ...{ email: reviewer.email, role: "reviewer" },
  });
  await owner.ok("POST", "/api/invitations/accept", {
    token: new URL(invited.link).pathname.split("/").at(-1),
    ...{ name: "Tomas Kjær", password: reviewer.password },
  });
  tomas = await signInByApi(product, reviewer);
  account = await connectByApi(owner, "x");
  // The posts of all tests are due within the same minutes.
  const { settings } = await owner.ok<WorkspaceView>("GET", "/api/workspace");
  await owner.ok("PATCH", "/api/workspace", { settings: { ...settings, minGapMinutes: 0 } });
});
test.afterAll(() => product.close());

const open = async (browser: Browser, api: Api, path: string): Promise<Page> => {
  const context = await browser.newContext({ storageState: await api.context.storageState() });
  const page = await context.newPage();
  await page.goto(`${product.url}${path}`);
  return page;
};

const variantsOf = (campaignId: string) =>
  owner.ok<VariantView[]>("GET", `/api/campaigns/${campaignId}/variants`);

async function firstOf(campaignId: string): Promise<VariantView> {
  const [variant] = await variantsOf(campaignId);
  if (!variant) throw new Error("The campaign has no variants.");
  return variant;
}

/** A campaign that asks for approval, with one post an hour from now. */
async function createAsking(name: string): Promise<{ id: string; postId: string }> {
  const { id } = await createWritten(owner, name, ["x"]);
  const { updatedAt } = await owner.ok<CampaignView>("GET", `/api/campaigns/${id}`);
  await owner.ok("PATCH", `/api/campaigns/${id}`, {
    ...{ approvalRequired: true, lateAfterMinutes: 60, updatedAt },
  });
  const { now } = await product.advance(0);
  await owner.ok("POST", "/api/schedules", {
    ...{ campaignId: id, accountIds: [account.id], timeZone: "UTC" },
    when: { kind: "once", runAt: new Date(Date.parse(now) + HOUR_MS).toISOString() },
  });
  const { items } = await owner.ok<{ items: PostView[] }>("GET", `/api/posts?campaignId=${id}`);
  return { id, postId: items[0]?.id ?? "" };
}

const readPost = (id: string) => owner.ok<PostDetail>("GET", `/api/posts/${id}`);

/** Lets a time pass, and waits until the post stands as expected. */
async function passUntil(page: Page, postId: string, ms: number, status: string): Promise<void> {
  await product.advance(ms);
  await expect(async () => {
    await product.advance(10_000);
    await runTick(page, product);
    const post = await readPost(postId);
    expect(post.status, post.problem ?? "").toBe(status);
  }).toPass();
}

const card = (page: Page, letter: string) =>
  page.getByRole("article", { name: new RegExp(`^Variant ${letter}`) });

test("one approves while the other edits: both are told, and the outcome is right", async ({
  browser,
}) => {
  const { id } = await createAsking("Autumn single-origin launch");
  const queue = await open(browser, tomas, `/approvals?campaignId=${id}`);
  const editor = await open(browser, owner, `/campaigns/${id}`);
  await expect(card(queue, "A")).toContainText("For 1 post.");
  await expect(queue.getByRole("link", { name: /^Approvals/ }).first()).toContainText("2");

  // The editor has it open while it is approved, and is told what the edit does.
  await card(editor, "A").getByRole("button", { name: "Edit" }).click();
  const sheet = editor.getByRole("dialog");
  await sheet.getByLabel(/^Text/).fill("Nyeri AA is back. Sixty sacks.");
  await queue.keyboard.press("j");
  await expect(card(queue, "A")).toBeFocused();
  await queue.keyboard.press("a");
  await expect(card(queue, "A")).toHaveCount(0);
  await expect(sheet.getByRole("status")).toContainText("Approval is voided by your edit");
  await sheet.getByRole("button", { name: "Save variant" }).click();
  await expect(editor.getByText("Its approval is voided")).toBeVisible();
  expect((await firstOf(id)).approved).toBe(false);

  // It waits again, and the reviewer sees what became of it.
  await expect(card(queue, "A")).toContainText("Changed since it was last reviewed");
  await expect(card(queue, "A").locator("ins").first()).toContainText("Nyeri AA is back");
  await expect(card(editor, "A")).toContainText("Tomas Kjær approved");

  // What is edited before the reviewer's eyes can't be approved unread.
  await queue.bringToFront();
  const seen = await firstOf(id);
  await card(queue, "B")
    .getByRole("button", { name: /^Ask for changes/ })
    .click();
  await card(queue, "B").getByRole("textbox").fill("Half a sen");
  await owner.ok("PATCH", `/api/variants/${seen.id}`, {
    ...{ text: "Nyeri AA is back. Forty sacks.", updatedAt: seen.updatedAt },
  });
  await expect(card(queue, "A")).toContainText("Ines Moreau changed this a moment ago");
  await expect(card(queue, "B").getByRole("textbox")).toHaveValue("Half a sen");
  await expect(card(queue, "A").getByRole("button", { name: /^Approve/ })).toHaveCount(0);
  await card(queue, "A").getByRole("button", { name: "I have read it" }).click();
  await card(queue, "A")
    .getByRole("button", { name: /^Approve/ })
    .click();
  await expect(card(queue, "A")).toHaveCount(0);
  expect((await firstOf(id)).approved).toBe(true);
});

test("what was edited unseen is refused at its card, and the rest is done", async ({ browser }) => {
  const { id } = await createAsking("Winter blend");
  const queue = await open(browser, tomas, `/approvals?campaignId=${id}`);
  await queue.getByRole("checkbox", { name: "Select all of Winter blend" }).click();
  const bar = queue.getByRole("region", { name: "With what is selected" });
  await expect(bar).toContainText("2 variants selected");
  // This browser hears of nothing any more.
  await queue.route(/\/api\/approvals\?/, (route) => route.abort());
  const seen = await firstOf(id);
  await owner.ok("PATCH", `/api/variants/${seen.id}`, {
    ...{ text: "Another text altogether.", updatedAt: seen.updatedAt },
  });
  await bar.getByRole("button", { name: "Approve 2 variants" }).click();
  await expect(card(queue, "A")).toContainText("changed this variant after you opened it");
  expect((await variantsOf(id)).map(({ approved }) => approved)).toEqual([false, true]);
  await queue.unroute(/\/api\/approvals\?/);
  await queue.reload();
  await expect(card(queue, "A")).toContainText("Another text altogether");
  // By hand: the very answer that a script of theirs would get.
  const { results } = await tomas.ok<ReviewAnswer>("POST", "/api/approvals", {
    ...{ verdict: "approved", items: [{ variantId: seen.id, contentHash: seen.contentHash }] },
  });
  expect(results).toMatchObject([{ ok: false, code: "changed" }]);
});

test("a client approves by a link without an account, and only then it goes out", async ({
  browser,
}) => {
  const { id, postId } = await createAsking("Spring harvest");
  const page = await open(browser, owner, `/campaigns/${id}`);
  await page.getByRole("button", { name: "Share for approval" }).click();
  const sheet = page.getByRole("dialog");
  await sheet.getByLabel("Whom it is for").fill("Nyeri Estates");
  await sheet.getByRole("button", { name: "Make link" }).click();
  const link = await sheet.getByLabel("Approval link for Nyeri Estates").inputValue();
  await sheet.getByRole("button", { name: "Done" }).click();

  const client = await (await browser.newContext()).newPage();
  const path = new URL(link).pathname;
  for (const screen of ["desk", "phone"] as const)
    await inspect(client, product, screen, "approve", path);
  await expect(client.getByRole("heading", { level: 1 })).toHaveText("Spring harvest");
  await client.getByLabel("Your name").fill("Ada Wanjiru");
  await card(client, "B")
    .getByRole("button", { name: /^Reject/ })
    .click();
  await card(client, "B").getByRole("textbox").fill("Not our coffee.");
  await card(client, "B").getByRole("button", { name: "Reject", exact: true }).click();
  await expect(card(client, "B")).toContainText("Rejected");
  await card(client, "A")
    .getByRole("button", { name: /^Approve/ })
    .click();
  await expect(card(client, "A")).toContainText("Ada Wanjiru");
  await expect(client.getByText("Nothing waits for you any more")).toBeVisible();
  for (const screen of ["desk", "phone"] as const)
    await inspect(client, product, screen, "approve-done", path);
  await client.goto(`${product.url}/approvals`);
  await client.waitForURL(/sign-in/);

  await expect(card(page, "B")).toContainText("Not our coffee.");
  await passUntil(page, postId, HOUR_MS, "published");
  expect((await readPost(postId)).variant?.letter).toBe("A");

  await page.getByRole("button", { name: "Share for approval" }).click();
  await expect(sheet.getByText(/Last used/)).toBeVisible();
  await sheet.getByRole("button", { name: "Revoke the link for Nyeri Estates" }).click();
  await expect(sheet.getByText("Revoked", { exact: true })).toBeVisible();
  await client.goto(link);
  await expect(client.getByRole("heading", { level: 1 })).toHaveText("This link is over");
  await inspect(client, product, "phone", "approve-over", path);
});

test("what nobody approves is not posted, and fails too late with the reason", async ({
  browser,
}) => {
  const { id, postId } = await createAsking("Summer roast");
  const { url } = await owner.ok<ApprovalLinkCreated>(
    "POST",
    `/api/campaigns/${id}/approval-links`,
    {
      ...{ label: "Late client", expiresInDays: 1 },
    },
  );
  const page = await open(browser, owner, `/posts/${postId}`);
  await expect(page.getByTestId("post-standing")).toContainText("once somebody approves it");
  await page.getByRole("link", { name: "Review its variants" }).click();
  await expect(card(page, "A")).toContainText("after");
  await passUntil(page, postId, 2 * HOUR_MS + MINUTE_MS, "failed");
  await page.goto(`${product.url}/posts/${postId}`);
  await expect(page.getByText("Nobody approved it in time")).toBeVisible();
  await product.advance(24 * HOUR_MS);
  await page.goto(url);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("This link is over");
});

test("the queue looks right in every state, on a desk and on a phone", async ({ browser }) => {
  const { id } = await createAsking("Harvest festival");
  const [a, b] = await variantsOf(id);
  for (const [variant, verdict] of [
    [a, "rejected"],
    [b, "changes_requested"],
  ] as const) {
    await tomas.ok<ReviewAnswer>("POST", "/api/approvals", {
      ...{ verdict, comment: "Say how many sacks there are." },
      items: [{ variantId: variant?.id, contentHash: variant?.contentHash }],
    });
  }
  await owner.ok("PATCH", `/api/variants/${b?.id}`, {
    ...{ text: "Sixty sacks of it.", updatedAt: b?.updatedAt },
  });
  const page = await open(browser, tomas, "/approvals");
  await expect(card(page, "B").first()).toBeVisible();
  for (const screen of ["desk", "phone"] as const) {
    await inspect(page, product, screen, "approvals", "/approvals");
    await inspect(page, product, screen, "approvals-rejected", "/approvals?state=rejected");
    await inspect(page, product, screen, "approvals-approved", "/approvals?state=approved");
  }
});
