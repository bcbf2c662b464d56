import type { Page } from "@playwright/test";
import type { Product } from "./product";

export interface PostRow {
  id: string;
  platform: string;
  status: string;
  dueAt: string;
  pinned: boolean;
  variant: { id: string } | null;
}

/** Reads the product's API with the page's session. */
export async function apiGet<T>(page: Page, product: Product, path: string): Promise<T> {
  const response = await page.request.get(`${product.url}${path}`);
  if (!response.ok())
    throw new Error(`${path} answered ${response.status()}: ${await response.text()}`);
  return (await response.json()) as T;
}

/** What a cron service outside would send each minute. */
export async function runTick(page: Page, product: Product): Promise<void> {
  const response = await page.request.post(`${product.url}/api/scheduler/tick`, {
    headers: { authorization: `Bearer ${product.env.INTERNAL_TOKEN}` },
  });
  if (!response.ok())
    throw new Error(`The tick answered ${response.status()}: ${await response.text()}`);
}

/** Adds up the variant rows of a report, by column. */
export function sumCsv(text: string): Record<string, number> {
  const [head = [], ...rows] = text.trim().split(/\r?\n/).map(splitRow);
  const sums: Record<string, number> = {};
  for (const cells of rows.filter(([kind]) => kind === "variant")) {
    head.forEach((name, at) => {
      if (cells[at]) sums[name] = (sums[name] ?? 0) + Number(cells[at]);
    });
  }
  return sums;
}

function splitRow(line: string): string[] {
  return [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map(([, cell]) =>
    (cell ?? "").replace(/^"|"$/g, "").replaceAll('""', '"'),
  );
}
