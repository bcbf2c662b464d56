import { expect, test } from "@playwright/test";
import { type Receiver, startReceiver } from "@/server/platforms/blog/fixtures/receiver";
import { createProduct, type Product } from "./support/product";
import { connectBlog, connectInPopup, setUpOwner } from "./support/steps";

let product: Product;
let receiver: Receiver;

test.beforeAll(async () => {
  receiver = await startReceiver({ apiKey: "key-of-the-site", signingSecret: null });
  product = await createProduct();
  await product.start();
});
test.afterAll(async () => {
  await product.close();
  await receiver.close();
});

test("a first day, from setup to the report", async ({ page }) => {
  await setUpOwner(page, product);
  await connectInPopup(page, product, "X");
  await connectInPopup(page, product, "YouTube");
  await connectBlog(page, product, receiver);
  await expect(page.getByRole("table").getByText("Connected")).toHaveCount(3);
});
