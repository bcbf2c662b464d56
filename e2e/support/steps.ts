import { expect, type Page } from "@playwright/test";
import type { Receiver } from "@/server/platforms/blog/fixtures/receiver";
import type { Product } from "./product";

export const owner = {
  name: "Ines Moreau",
  workspace: "Northlight Coffee",
  email: "ines@example.com",
  password: "a long sentence you like",
};

export async function setUpOwner(page: Page, product: Product): Promise<void> {
  await page.goto(product.url);
  await page.getByLabel("Your name").fill(owner.name);
  await page.getByLabel("Workspace").fill(owner.workspace);
  await page.getByLabel("Email").fill(owner.email);
  await page.getByLabel("Password").fill(owner.password);
  await page.getByRole("button", { name: "Create workspace" }).click();
  await page.waitForURL(`${product.url}/`);
}

/**
 * Through the consent page in its own window, as a person would; the window closes by itself. Where
 * the consent opens several accounts the product asks which: `picks` of them are taken.
 */
export async function connectInPopup(
  page: Page,
  product: Product,
  label: string,
  picks: "one" | "some" | "all" = "one",
): Promise<void> {
  await page.goto(`${product.url}/accounts`);
  const add = page.getByRole("region", { name: "Add an account" });
  await add.getByRole("radio", { name: "Sandbox" }).click();
  const opened = page.waitForEvent("popup");
  await add.getByRole("button", { name: label, exact: true }).click();
  const popup = await opened;
  const closed = popup.waitForEvent("close");
  await popup.getByRole("button", { name: "Allow" }).click();
  if (picks !== "one") {
    if (picks === "all") await popup.getByRole("button", { name: "Choose all" }).click();
    await popup.getByRole("button", { name: /^Connect \d+ account/ }).click();
  }
  await closed;
  await expect(
    page.getByRole("table").getByText("Connected", { exact: true }).first(),
  ).toBeVisible();
}

/** By a form: with the values given, or else with a made-up profile of the sandbox. */
export async function connectByForm(
  page: Page,
  product: Product,
  label: string,
  values?: Record<string, string>,
): Promise<void> {
  await page.goto(`${product.url}/accounts`);
  const add = page.getByRole("region", { name: "Add an account" });
  await add.getByRole("radio", { name: "Sandbox" }).click();
  await add.getByRole("button", { name: label, exact: true }).click();
  const sheet = page.getByRole("dialog");
  if (!values) await sheet.getByRole("button", { name: /northlight/i }).click();
  for (const [name, value] of Object.entries(values ?? {})) {
    await sheet.getByLabel(name).fill(value);
  }
  await sheet.getByRole("button", { name: "Test and connect" }).click();
  await sheet.getByRole("button", { name: "Done" }).click();
}

/** Connects the blog by its form and gives the receiver the signing secret that is shown once. */
export async function connectBlog(page: Page, product: Product, receiver: Receiver): Promise<void> {
  await page.goto(`${product.url}/accounts`);
  await page
    .getByRole("region", { name: "Add an account" })
    .getByRole("button", { name: /^Blog/ })
    .click();
  const sheet = page.getByRole("dialog");
  await sheet.getByLabel(/URL/).fill(receiver.url);
  await sheet
    .getByLabel(/API key/i)
    .first()
    .fill(receiver.settings.apiKey);
  await sheet.getByRole("button", { name: "Test and connect" }).click();
  const secret = sheet.locator("input[readonly]").first();
  await expect(secret).toHaveValue(/^whsec_/);
  receiver.settings.signingSecret = await secret.inputValue();
  await sheet.getByRole("button", { name: "I have stored it" }).click();
}
