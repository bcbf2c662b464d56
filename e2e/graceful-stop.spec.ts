import { expect, test } from "@playwright/test";
import { io } from "socket.io-client";
import type { CampaignView } from "@/lib/contracts/campaigns";
import { addVariantByApi, connectByApi, listPosts, newCampaign, setUpByApi } from "./support/api";
import { readLedger, readSandbox } from "./support/ledger";
import { createProduct, type Product } from "./support/product";

// Whoever asks a process to stop kills it after so long.
const patienceMs = 10_000;

let product: Product;
test.beforeAll(async () => {
  product = await createProduct();
  await product.start();
});
test.afterAll(() => product.close());

async function neverAnswer(): Promise<void> {
  const secret = readSandbox(product, (db) =>
    db.prepare("select value from meta where key = 'control_secret'").get(),
  ) as { value: string };
  const response = await fetch(`${product.url}/sandbox/control/faults`, {
    method: "POST",
    headers: { "x-sandbox-control": secret.value, "content-type": "application/json" },
    body: JSON.stringify({ kind: "timeout_after_accept", holdMs: 120_000, times: 1 }),
  });
  expect(response.ok, await response.text()).toBe(true);
}

test("asked to stop, it hands over what a silent platform keeps, and the next start finds it", async () => {
  test.setTimeout(120_000);
  const api = await setUpByApi(product);
  const account = await connectByApi(api, "x");
  const campaign = await api.ok<CampaignView>("POST", "/api/campaigns", newCampaign("Stop", ["x"]));
  const variant = await addVariantByApi(api, campaign.id, { platform: "x", text: "Said once." });
  await neverAnswer();
  const order = { campaignId: campaign.id, accountId: account.id, variantId: variant.id };
  await api.ok("POST", "/api/posts", order);
  await expect.poll(() => readLedger(product).length, { timeout: 30_000 }).toBe(1);

  // Both stay open as long as the server lets them.
  const { cookies } = await api.context.storageState();
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  const stream = await fetch(`${product.url}/api/v1/events`, { headers: { cookie } });
  expect(stream.status).toBe(200);
  const socket = io(product.url, { path: "/api/socket", extraHeaders: { cookie } });
  await expect.poll(() => socket.connected).toBe(true);

  const asked = performance.now();
  expect(await product.stop()).toBe(0);
  expect(performance.now() - asked).toBeLessThan(patienceMs);
  socket.close();
  await stream.body?.cancel().catch(() => {});

  await product.start();
  await expect
    .poll(async () => (await listPosts(api)).map(({ status }) => status), { timeout: 60_000 })
    .toEqual(["published"]);
  expect(readLedger(product)).toHaveLength(1);
});
