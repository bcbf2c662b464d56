import { createHmac } from "node:crypto";
import { expect, type Page, test } from "@playwright/test";
import type { OutboundBody } from "@/lib/contracts/outbound-events";
import type { PostView } from "@/lib/contracts/posts";
import {
  type Heard,
  startWebhookReceiver,
  type WebhookReceiver,
} from "@/server/testing/webhook-receiver";
import { type Api, connectByApi, signInByApi } from "./support/api";
import { inspect } from "./support/inspect";
import { createProduct, type Product } from "./support/product";
import { createWritten } from "./support/state";
import { setUpOwner } from "./support/steps";

const SECOND_MS = 1000;

let product: Product;
let receiver: WebhookReceiver;
test.beforeAll(async () => {
  receiver = await startWebhookReceiver();
  product = await createProduct();
  await product.start();
});
test.afterAll(async () => {
  await product.close();
  await receiver.close();
});

test("another system hears of a post, by webhook and by stream", async ({ page }) => {
  await setUpOwner(page, product);
  const api = await signInByApi(product);
  const account = await connectByApi(api, "x");
  const secret = await makeWebhook(page);
  const stream = await listen(api);

  receiver.answers.push({ status: 500, body: "being mended" });
  const { id: campaignId } = await createWritten(api, "Autumn launch", ["x"]);
  const body = { campaignId, accountId: account.id };
  const post = await api.ok<PostView>("POST", "/api/posts", body);
  await expect(async () => {
    await product.advance(SECOND_MS);
    expect(receiver.heard).toHaveLength(1);
  }).toPass();
  await page.getByRole("link", { name: /Newsroom/ }).click();
  await expect(page.getByRole("cell", { name: /^The receiver answered 500/ })).toBeVisible();
  await expect(async () => {
    await product.advance(SECOND_MS);
    expect(receiver.heard).toHaveLength(2);
  }).toPass();
  await readTheLog(page);

  expect(receiver.heard).toHaveLength(3);
  const [heard] = receiver.heard;
  if (!heard) throw new Error("nothing was heard");
  for (const each of receiver.heard) {
    expect(each.headers["webhook-id"]).toBe(heard.headers["webhook-id"]);
    expect(each.headers["webhook-signature"]).toBe(signatureOf(secret, each));
  }
  const told = JSON.parse(heard.body) as OutboundBody;
  expect(told).toMatchObject({
    type: "post.published",
    data: { postId: post.id, post: { status: "published", platform: "x" } },
  });
  const frame = await stream.untilEvent();
  expect(frame.data.post?.permalink).toBe(told.data.post?.permalink);
  expect(frame).toMatchObject({ type: told.type, timestamp: told.timestamp });
  for (const screen of ["desk", "phone"] as const)
    await inspect(page, product, screen, "settings-webhook-log", new URL(page.url()).pathname);
});

/** Returns its secret, which is shown once. */
async function makeWebhook(page: Page): Promise<string> {
  await page.goto(`${product.url}/settings/webhooks`);
  await page.getByRole("button", { name: "New webhook" }).click();
  const sheet = page.getByRole("dialog");
  await sheet.getByLabel("Address").fill("https://10.0.0.8/hooks");
  await sheet.getByLabel("Description").fill("Newsroom");
  await sheet.getByRole("radio", { name: "Only some" }).click();
  await sheet.getByRole("checkbox", { name: "post.failed" }).click();
  await sheet.getByRole("button", { name: "Make webhook" }).click();
  await expect(sheet.getByText("inside a private network")).toBeVisible();
  await sheet.getByLabel("Address").fill(receiver.url);
  await sheet.getByRole("button", { name: "Make webhook" }).click();
  const shown = sheet.locator("input[readonly]");
  await expect(shown).toHaveValue(/^whsec_/);
  const secret = await shown.inputValue();
  await sheet.getByRole("button", { name: "I have copied it" }).click();
  return secret;
}

/** Both tries stand in it; then it is sent once more. */
async function readTheLog(page: Page): Promise<void> {
  const table = page.getByRole("table", { name: "Deliveries" });
  await expect(table.getByText("Delivered", { exact: true })).toBeVisible();
  await table.getByRole("button", { name: /^Details of post.published/ }).click();
  const sheet = page.getByRole("dialog");
  await expect(sheet.getByText("Answered 500")).toBeVisible();
  await expect(sheet.getByText("Answered 200")).toBeVisible();
  await sheet.getByText("What the receiver answered").click();
  await expect(sheet.getByText("being mended")).toBeVisible();
  await sheet.getByRole("button", { name: "Redeliver" }).click();
  await expect(sheet.getByText("Try 3")).toBeVisible();
  await expect(sheet.getByText("Answered 200")).toHaveCount(2);
  await page.keyboard.press("Escape");
}

function signatureOf(secret: string, { headers, body }: Heard): string {
  const key = Buffer.from(secret.slice("whsec_".length), "base64");
  const signed = `${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${body}`;
  return `v1,${createHmac("sha256", key).update(signed).digest("base64")}`;
}

/** The stream, as another system holds it: with a token of its own. */
async function listen(api: Api): Promise<{ untilEvent(): Promise<OutboundBody> }> {
  const { secret } = await api.ok<{ secret: string }>("POST", "/api/tokens", {
    name: "Listener",
    scopes: ["analytics:read", "posts:read"],
  });
  const response = await fetch(`${product.url}/api/v1/events?events=post.published`, {
    headers: { authorization: `Bearer ${secret}` },
  });
  const reader = response.body?.getReader();
  const decoder = new TextDecoder();
  let text = "";
  const readUntil = async (pattern: RegExp): Promise<string> => {
    for (;;) {
      const found = pattern.exec(text);
      if (found) return found[1] ?? "";
      const chunk = await reader?.read();
      if (!chunk || chunk.done) throw new Error(`the stream ended: ${text}`);
      text += decoder.decode(chunk.value);
    }
  };
  await readUntil(/(listening)/);
  return {
    untilEvent: async () => JSON.parse(await readUntil(/^data: (.*)\n\n/m)) as OutboundBody,
  };
}
