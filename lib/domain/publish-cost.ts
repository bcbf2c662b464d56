import { catalog } from "@/lib/platforms/catalog";
import { findFormat } from "@/lib/platforms/find-format";
import type { Platform } from "@/lib/platforms/platform";
import { splitParts } from "./text-parts";
import { findXUrls } from "./x-urls";

/** US dollars that the platform charges for posting this; null where posting is free. */
export function publishCostUsd(
  platform: Platform,
  format: string | null,
  text: string,
): number | null {
  const entry = catalog[platform];
  const price = entry.publishCostUsd;
  if (!price) return null;
  const parts = findFormat(entry, format).parts ? splitParts(text) : [text];
  const costs = parts.map((part) =>
    findXUrls(part.normalize("NFC")).length > 0 ? price.withUrl : price.base,
  );
  // Sums of cents carry an error in the last places, which nobody wants to read.
  return Number(costs.reduce((sum, cost) => sum + cost, 0).toFixed(6));
}
