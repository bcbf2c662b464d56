import type { PlatformFreshness } from "@/lib/contracts/analytics";
import { catalog } from "@/lib/platforms/catalog";

const minuteMs = 60_000;
/** Readings are made within minutes: later than this one was missed. */
const lateMs = 60 * minuteMs;

/** "4 min", "3 h", "2 days": whole, and never nothing. */
function spanInWords(ms: number): string {
  const minutes = Math.max(1, Math.round(ms / minuteMs));
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.round(minutes / 60);
  if (hours < 48) return `${hours} h`;
  return `${Math.round(hours / 24)} days`;
}

export function freshWords({ freshAt }: PlatformFreshness, now: number): string {
  if (!freshAt) return "Nothing heard yet";
  const age = now - Date.parse(freshAt);
  return age < minuteMs ? "Just now" : `${spanInWords(age)} ago`;
}

/** When its numbers come next: at a reading, by themselves, or no more. */
export function nextWords({ platform, nextAt }: PlatformFreshness, now: number): string {
  if (nextAt) {
    const left = Date.parse(nextAt) - now;
    if (left < -lateMs) return `Reading overdue by ${spanInWords(-left)}`;
    return left < minuteMs ? "Read again any moment" : `Read again in ${spanInWords(left)}`;
  }
  const { pull } = catalog[platform];
  return pull.scheduleHours.length === 0 ? "Told as it happens" : "No reading planned";
}
