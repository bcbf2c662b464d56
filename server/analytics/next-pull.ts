import { catalog } from "@/lib/platforms/catalog";
import type { Platform } from "@/lib/platforms/platform";

const hourMs = 3_600_000;

/**
 * The next age at which the catalog says to read the counts; null when the last one is past. One that
 * comes right after the reading made now, which an event may have asked for, would find little new.
 */
export function nextPullAt(platform: Platform, publishedAt: Date, now: Date): Date | null {
  const { scheduleHours, minIntervalMinutes } = catalog[platform].pull;
  const soonest = now.getTime() + (minIntervalMinutes / 2) * 60_000;
  for (const hours of scheduleHours) {
    const at = publishedAt.getTime() + hours * hourMs;
    if (at > soonest) return new Date(at);
  }
  return null;
}
