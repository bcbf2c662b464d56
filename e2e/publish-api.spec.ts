import { expect, type Page, test } from "@playwright/test";
import type { PublicationView, PublishAnswer, PublishBatchAnswer } from "@/lib/contracts/publish";
import type { TokenCreated } from "@/lib/contracts/tokens";
import { type Api, connectByApi, listPosts, signInByApi } from "./support/api";
import { inspect, inspectHere } from "./support/inspect";
import { createProduct, type Product } from "./support/product";
import { connectByForm, setUpOwner } from "./support/steps";

const DAY_MS = 86_400_000;

let product: Product;
test.beforeAll(async () => {
  product = await createProduct();
  await product.start();
});
test.afterAll(() => product.close());

/** As another system calls, with nothing but its token. */
function openClient(secret: string) {
  return async <T>(
    method: string,
    path: string,
    sent: { body?: unknown; key?: string } = {},
  ): Promise<{ status: number; headers: Headers; body: T }> => {
    const response = await fetch(`${product.url}/api/v1/${path}`, {
      method,
      headers: {
        authorization: `Bearer ${secret}`,
        "content-type": "application/json",
        ...(sent.key ? { "idempotency-key": sent.key } : {}),
      },
      body: sent.body === undefined ? null : JSON.stringify(sent.body),
    });
    const body = (await response.json()) as T;
    return { status: response.status, headers: response.headers, body };
  };
}
type Client = ReturnType<typeof openClient>;

const makeToken = async (api: Api): Promise<string> => {
  const body = { name: "Shop", scopes: ["posts:read", "posts:write"] };
  return (await api.ok<TokenCreated>("POST", "/api/tokens", body)).secret;
};

async function untilStatus(client: Client, id: string, status: string): Promise<PublicationView> {
  let view: PublicationView | undefined;
  await expect(async () => {
    view = (await client<PublicationView>("GET", `publish/${id}`)).body;
    expect(view.status).toBe(status);
  }).toPass();
  if (!view) throw new Error("nothing was read");
  return view;
}

test("another system publishes by a token, and a person without a campaign", async ({ page }) => {
  test.setTimeout(300_000);
  await setUpOwner(page, product);
  const api = await signInByApi(product);
  const account = await connectByApi(api, "x");
  await connectByForm(page, product, "Bluesky");
  const client = openClient(await makeToken(api));

  await publishOnce(client, account.id);
  await planDraft(client, account.id);
  await publishMany(client, account.id);
  const document = await fetch(`${product.url}/api/v1/openapi.json`);
  expect(await document.json()).toMatchObject({ openapi: "3.1.0" });

  await compose(page, api);
  await keepDraft(page, api);
  const drafts = (await listPosts(api)).filter(({ status }) => status === "draft");
  expect(drafts).toEqual([]);
});

async function publishOnce(client: Client, accountId: string): Promise<void> {
  const stranger = crypto.randomUUID();
  const body = {
    status: "published",
    content: { text: "By another system." },
    targets: [{ accountId }, { accountId: stranger }],
  };
  const sent = await Promise.all(
    [1, 2].map(() => client<PublishAnswer>("POST", "publish", { body, key: "order-1" })),
  );
  const taken = sent.find(({ status }) => status === 202);
  if (!taken) throw new Error(`neither was taken: ${JSON.stringify(sent)}`);
  expect(taken.body.results.map(({ ok }) => ok)).toEqual([true, false]);
  const view = await untilStatus(client, taken.body.id, "partial");
  expect(view.posts).toHaveLength(1);
  expect(view.posts[0]?.permalink).toContain("http");
  expect(view.refused[0]).toMatchObject({ accountId: stranger, problem: { code: "not_found" } });
  // The answer outlives the process that gave it.
  await product.kill();
  await product.start();
  const again = await client<PublishAnswer>("POST", "publish", { body, key: "order-1" });
  expect(again.headers.get("idempotent-replayed")).toBe("true");
  expect(again.body.id).toBe(taken.body.id);
}

async function planDraft(client: Client, accountId: string): Promise<void> {
  const content = { text: "Kept, then planned." };
  const body = { status: "draft", accountIds: [accountId], content };
  const draft = await client<PublishAnswer>("POST", "publish", { body });
  expect([draft.status, draft.body.status]).toEqual([201, "draft"]);
  const { now } = await product.advance(DAY_MS);
  const scheduledAt = new Date(Date.parse(now) + DAY_MS).toISOString();
  const planned = await client<PublicationView>("PATCH", `publish/${draft.body.id}`, {
    body: { status: "scheduled", scheduledAt },
  });
  expect(planned.body.status).toBe("scheduled");
  await product.advance(DAY_MS + 60_000);
  await untilStatus(client, draft.body.id, "published");
}

async function publishMany(client: Client, accountId: string): Promise<void> {
  const long = { status: "published", accountIds: [accountId], content: { text: "x".repeat(500) } };
  const fine = { ...long, status: "draft", content: { text: "In a batch." } };
  const { body } = await client<PublishBatchAnswer>("POST", "publish/batch", {
    body: { items: [fine, long] },
  });
  expect(body.results.map(({ ok }) => ok)).toEqual([true, false]);
  expect(body.results[1]?.problem?.errors[0]?.path).toBe("content.text");
  const id = body.results[0]?.publication?.id ?? "";
  const gone = await client<PublicationView>("DELETE", `publish/${id}`);
  expect(gone.body.status).toBe("canceled");
  const first = await client<{ items: unknown[]; nextCursor: string }>(
    "GET",
    "publish/history?limit=2",
  );
  const rest = await client<{ items: unknown[]; nextCursor: null }>(
    "GET",
    `publish/history?limit=2&cursor=${first.body.nextCursor}`,
  );
  expect([first.body.items.length, rest.body.items.length]).toEqual([2, 1]);
}

async function openForm(page: Page) {
  await page.goto(`${product.url}/posts`);
  await page.getByRole("button", { name: "New post" }).click();
  return page.getByRole("dialog", { name: "New post" });
}

async function compose(page: Page, api: Api): Promise<void> {
  const sheet = await openForm(page);
  await sheet.getByRole("button", { name: "Publish now" }).click();
  await expect(sheet.getByText("Choose at least one account.")).toBeVisible();
  for (const box of await sheet.getByRole("checkbox").all()) await box.click();
  // Ten characters too many for one of the two.
  const text = `Written for two places at once. ${"More. ".repeat(43)}`;
  await sheet.getByLabel("Text", { exact: true }).fill(text);
  const onX = sheet.getByTestId("compose-x");
  await expect(onX.getByText(/too many/)).toBeVisible();
  for (const screen of ["desk", "phone"] as const) {
    await inspectHere(page, screen, "posts-compose");
  }
  // One account's refusal leaves the other's post alone.
  await sheet.getByRole("button", { name: "Publish to 1 of 2" }).click();
  await expect(page.getByText("On its way to 1 of 2 accounts")).toBeVisible();
  await expect(onX.getByText(/too many/)).toHaveCount(1);
  await expect(onX.getByRole("button", { name: /Change it for/ })).toBeFocused();
  await expect(sheet.getByTestId("compose-bluesky")).toHaveCount(0);
  await onX.getByRole("button", { name: /Change it for/ }).click();
  await onX.getByRole("textbox").first().fill("Short enough.");
  await sheet.getByRole("button", { name: "Publish now" }).click();
  await expect(sheet).toBeHidden();
  await expect(async () => {
    const out = (await listPosts(api)).filter(({ status }) => status === "published");
    const texts = out.map((post) => post.text ?? "");
    expect(texts).toEqual(expect.arrayContaining(["Short enough.", text.trim()]));
  }).toPass();
}

async function keepDraft(page: Page, api: Api): Promise<void> {
  const sheet = await openForm(page);
  await sheet.getByRole("checkbox").first().click();
  await sheet.getByLabel("Text", { exact: true }).fill("A draft by hand.");
  await sheet.getByRole("radio", { name: "Keep as draft" }).click();
  await sheet.getByRole("button", { name: "Save draft" }).click();
  await expect(sheet).toBeHidden();
  const draft = (await listPosts(api)).find(({ status }) => status === "draft");
  for (const screen of ["desk", "phone"] as const) {
    await inspect(page, product, screen, "posts-coming", "/posts?when=coming");
  }
  await page.goto(`${product.url}/posts?when=coming&post=${draft?.id}`);
  const post = page.getByTestId("post-sheet");
  await expect(post.getByTestId("post-standing")).toContainText("A draft.");
  await inspectHere(page, "desk", "posts-draft");
  await post.getByRole("button", { name: "Delete draft" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Delete draft" }).click();
  await expect(post.getByTestId("post-standing")).toContainText("Canceled");
}
