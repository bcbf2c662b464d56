import { catalog } from "@/lib/platforms/catalog";
import type { Platform } from "@/lib/platforms/platform";

/** "X, LinkedIn and Bluesky". */
export const listLabels = (platforms: readonly Platform[]): string =>
  new Intl.ListFormat("en-GB").format(platforms.map((platform) => catalog[platform].label));
