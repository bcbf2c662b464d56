import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";
import type { Product } from "./product";

const SIZES = [
  { name: "1440", width: 1440, height: 1000 },
  { name: "390", width: 390, height: 844 },
];
const THEMES = ["light", "dark"] as const;

/** Axe finds nothing, and the page never scrolls sideways. */
export async function inspect(
  page: Page,
  product: Product,
  name: string,
  path: string,
): Promise<void> {
  for (const size of SIZES) {
    await page.setViewportSize(size);
    await page.goto(`${product.url}${path}`);
    await expect(page.getByRole("heading").first()).toBeAttached();
    await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
    for (const theme of THEMES) await inspectTheme(page, `${name}-${size.name}`, theme);
  }
  await page.setViewportSize({ width: 1440, height: 1000 });
}

async function inspectTheme(page: Page, name: string, theme: string): Promise<void> {
  await page.evaluate((chosen) => {
    document.documentElement.dataset.theme = chosen;
  }, theme);
  const where = `${name}-${theme}`;
  await page.screenshot({ path: `test-results/pages/${where}.png`, fullPage: true });
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect.soft(overflow, `${where} scrolls sideways`).toBeLessThanOrEqual(0);
  const axe = new AxeBuilder({ page });
  // The themes differ in colours alone: everything else was looked at in the first.
  if (theme !== THEMES[0]) axe.withRules(["color-contrast"]);
  const { violations } = await axe.analyze();
  const found = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).join(", ")}`,
  );
  expect.soft(found, where).toEqual([]);
}
