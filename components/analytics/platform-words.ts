import { listNames } from "@/lib/domain/rate-scope";
import { catalog } from "@/lib/platforms/catalog";
import type { Platform } from "@/lib/platforms/platform";

/** "X, LinkedIn and Bluesky". */
export const listLabels = (platforms: readonly Platform[]): string =>
  listNames(platforms.map((platform) => catalog[platform].label));
