import { expect, test } from "@playwright/test";
import type { PostView } from "@/lib/contracts/posts";
import { connectByApi, signInByApi } from "./support/api";
import { createProduct, type Product } from "./support/product";
import { createWritten } from "./support/state";
import { setUpOwner } from "./support/steps";

const MINUTE_MS = 60_000;

let product: Product;
test.beforeAll(async () => {
  product = await createProduct();
  await product.start();
});
test.afterAll(() => product.close());

test("who publishes falls silent: everybody is told, and told when it is over", async ({
  page,
}) => {
  await setUpOwner(page, product);
  const api = await signInByApi(product);
  const { id: accountId } = await connectByApi(api, "x");
  const { id: campaignId } = await createWritten(api, "Autumn single-origin launch", ["x"]);
  await expect.poll(health).toMatchObject({ status: 200, publisher: "ok", scheduler: "ok" });

  // A process that only serves pages takes over from one that published.
  await restart("off");
  await api.ok<PostView>("POST", "/api/posts", { campaignId, accountId });
  await page.goto(`${product.url}/campaigns`);
  const overdue = page.getByRole("alert").filter({ hasText: "1 post is overdue" });
  await product.advance(6 * MINUTE_MS);
  await expect
    .poll(health)
    .toMatchObject({ status: 503, publisher: "stale", scheduler: "stale", overdue: 1 });
  await expect.poll(() => product.output()).toContain("overdue by more than five minutes");
  await page.reload();
  await expect(page.getByRole("alert").filter({ hasText: "Nothing has been" })).toBeVisible();
  await overdue.getByRole("link", { name: "Look at it" }).click();
  await expect(page.getByRole("table", { name: "Overdue posts" })).toContainText("@northlight");
  await expect(page.getByTestId("queue-ready")).toHaveText("1");
  await expect(page.getByText("Nothing is being published")).toBeVisible();

  await restart("on");
  await expect(overdue).toHaveCount(0, { timeout: 30_000 });
  await expect(page.getByText(/^All is well/)).toBeVisible({ timeout: 30_000 });
  await expect.poll(health).toMatchObject({ status: 200, publisher: "ok", overdue: 0 });
});

async function health() {
  const response = await fetch(`${product.url}/api/health`);
  return { status: response.status, ...((await response.json()) as object) };
}

async function restart(scheduler: "on" | "off"): Promise<void> {
  await product.stop();
  product.env.SCHEDULER = scheduler;
  await product.start();
}
