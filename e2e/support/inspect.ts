import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";
import type { Product } from "./product";

/** The two screens that every page is looked at on. */
export const SCREENS = {
  desk: { width: 1440, height: 1000 },
  phone: { width: 390, height: 844 },
} as const;
export type Screen = keyof typeof SCREENS;
const THEMES = ["light", "dark"] as const;

/** What the database tells is on the page either way; how that looks was seen on the embedded one. */
const isSecondRun = process.env.TEST_DATABASE === "pg";

/** Axe finds nothing, and the page never scrolls sideways, by day and by night. */
export async function inspect(
  page: Page,
  product: Product,
  screen: Screen,
  name: string,
  path: string,
): Promise<void> {
  await page.setViewportSize(SCREENS[screen]);
  await page.goto(`${product.url}${path}`);
  await expect(page.getByRole("heading").first()).toBeAttached();
  await inspectHere(page, screen, name);
}

/** The same of what is open at this moment: a sheet, a form that is filled in. */
export async function inspectHere(page: Page, screen: Screen, name: string): Promise<void> {
  const size = SCREENS[screen];
  await page.setViewportSize(size);
  // What is still loading would be looked at instead of the page.
  await expect(page.locator(".sk, [aria-busy=true]")).toHaveCount(0);
  await expectNoSidewaysScroll(page, name);
  for (const theme of isSecondRun ? [] : THEMES) {
    await inspectTheme(page, `${name}-${size.width}`, theme);
  }
  await page.setViewportSize(SCREENS.desk);
}

async function expectNoSidewaysScroll(page: Page, name: string): Promise<void> {
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect.soft(overflow, `${name} scrolls sideways`).toBeLessThanOrEqual(0);
}

async function inspectTheme(page: Page, name: string, theme: string): Promise<void> {
  await page.evaluate((chosen) => {
    document.documentElement.dataset.theme = chosen;
    // What sticks to the top would stand in the midst of the picture.
    window.scrollTo(0, 0);
  }, theme);
  const where = `${name}-${theme}`;
  await page.screenshot({
    path: `test-results/pages/${where}.png`,
    fullPage: true,
    animations: "disabled",
  });
  // In the page itself: no page of ours has frames, and a second page for each result is slow.
  const axe = new AxeBuilder({ page }).setLegacyMode(true);
  // The themes differ in colours alone: everything else was looked at in the first.
  if (theme !== THEMES[0]) axe.withRules(["color-contrast"]);
  const { violations } = await axe.analyze();
  const found = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).join(", ")}`,
  );
  expect.soft(found, where).toEqual([]);
}
