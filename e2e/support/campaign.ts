import { expect, type Locator, type Page } from "@playwright/test";
import type { Product } from "./product";

export interface Brief {
  name: string;
  brief: string;
  platforms: string[];
}

/** Creates a campaign by its form and waits until every platform's variants are written. */
export async function createCampaign(page: Page, product: Product, brief: Brief): Promise<string> {
  await page.goto(`${product.url}/campaigns/new`);
  const sheet = page.getByRole("dialog");
  await sheet.getByLabel("Name").fill(brief.name);
  await sheet.getByLabel("Brief").fill(brief.brief);
  // Platforms that have an account are chosen to begin with.
  const tiles = sheet.getByRole("group", { name: "Platforms" }).getByRole("button");
  for (const tile of await tiles.all()) {
    const wanted = brief.platforms.includes((await tile.textContent())?.trim() ?? "");
    if ((await tile.getAttribute("aria-pressed")) !== String(wanted)) await tile.click();
  }
  await sheet.getByLabel("Variants for each platform").selectOption("2");
  await sheet.getByRole("button", { name: "Create and write variants" }).click();
  await page.waitForURL(/\/campaigns\/[0-9a-f-]{36}$/);
  for (const platform of brief.platforms) {
    await expect(variantsOf(page, platform)).toHaveCount(2, { timeout: 60_000 });
  }
  return new URL(page.url()).pathname.split("/").at(-1) ?? "";
}

export function variantsOf(page: Page, platform: string): Locator {
  return page.getByRole("region", { name: platform }).getByRole("article");
}

/** Opens a variant's sheet, changes its text and saves. */
export async function editVariant(page: Page, variant: Locator, text: string): Promise<void> {
  await variant.getByRole("button", { name: "Edit" }).click();
  const sheet = page.getByRole("dialog");
  await sheet.getByLabel(/^Text/).fill(text);
  await sheet.getByRole("button", { name: "Save variant" }).click();
  await expect(sheet).toBeHidden();
  await expect(variant).toContainText(text);
}

export async function attachSampleClip(page: Page, variant: Locator): Promise<void> {
  await variant.getByRole("button", { name: "Edit" }).click();
  const sheet = page.getByRole("dialog");
  await sheet.getByRole("button", { name: "Use the sample clip" }).click();
  await expect(sheet.getByRole("button", { name: "Remove sample.mp4" })).toBeVisible();
  await sheet.getByRole("button", { name: "Cancel" }).click();
}
