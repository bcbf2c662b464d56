import { catalog } from "@/lib/platforms/catalog";
import type { Platform } from "@/lib/platforms/platform";

const hourMs = 3_600_000;

/** The next age at which the catalog says to read the counts; null when the last one is past. */
export function nextPullAt(platform: Platform, publishedAt: Date, now: Date): Date | null {
  for (const hours of catalog[platform].pull.scheduleHours) {
    const at = publishedAt.getTime() + hours * hourMs;
    if (at > now.getTime()) return new Date(at);
  }
  return null;
}
