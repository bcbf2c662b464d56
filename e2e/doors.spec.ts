import { expect, type Page, test } from "@playwright/test";
import { inspect } from "./support/inspect";
import { createProduct, type Product } from "./support/product";
import { owner, setUpOwner } from "./support/steps";

let product: Product;
test.beforeAll(async () => {
  product = await createProduct();
  await product.start();
});
test.afterAll(() => product.close());

const post = async <T>(page: Page, path: string, data: object): Promise<T> => {
  const response = await page.request.post(`${product.url}${path}`, {
    headers: { "sec-fetch-site": "same-origin" },
    data,
  });
  expect(response.ok(), await response.text()).toBe(true);
  return (await response.json()) as T;
};

/** On a desk and on a phone. */
async function look(page: Page, name: string, path: string): Promise<void> {
  for (const screen of ["desk", "phone"] as const) {
    await inspect(page, product, screen, name, path);
  }
}

test("a colleague joins by a link, and comes back by another after forgetting the password", async ({
  page,
  browser,
}) => {
  await setUpOwner(page, product);
  const invited = await post<{ link: string }>(page, "/api/invitations", {
    email: "tomas@example.com",
    role: "reviewer",
  });
  const colleague = await (await browser.newContext()).newPage();
  const path = new URL(invited.link).pathname;
  await look(colleague, "invite", path);
  await colleague.goto(invited.link);
  await colleague.getByLabel("Your name").fill("Tomas Kjær");
  await colleague.getByLabel("Password").fill("another long sentence");
  await colleague.getByRole("button", { name: /Join/ }).click();
  await colleague.waitForURL(`${product.url}/`);
  await look(colleague, "invite-used", path);

  const { items } = await (await page.request.get(`${product.url}/api/members`)).json();
  const tomas = items.find((member: { email: string }) => member.email !== owner.email);
  const reset = await post<{ link: string }>(page, `/api/members/${tomas.id}/reset-link`, {});
  const forgetful = await (await browser.newContext()).newPage();
  await look(forgetful, "reset", new URL(reset.link).pathname);
  await forgetful.goto(reset.link);
  await forgetful.getByLabel("New password").fill("a third long sentence");
  await forgetful.getByRole("button", { name: /password/i }).click();
  await forgetful.waitForURL(`${product.url}/`);
  // Whoever was signed in with the old password is out.
  await colleague.goto(`${product.url}/posts`);
  await colleague.waitForURL(/sign-in/);
  await look(forgetful, "oauth-done", "/oauth-done?status=connected");
});
