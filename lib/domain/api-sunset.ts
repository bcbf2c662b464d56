import type { ApiVersion } from "@/lib/platforms/entry";

const DAY_MS = 86_400_000;
const WARN_DAYS = 60;

export interface ApiSunset {
  /** The version in use. */
  value: string;
  /** ISO date after which the platform may refuse it; null: none is announced, or it is not known. */
  sunset: string | null;
  /** Whole days from now; negative once it is over. */
  daysLeft: number | null;
  /** Less than 60 days are left. */
  isEnding: boolean;
}

/** What is known of the version in use: the catalog tells the end of its own version only. */
export function toApiSunset(version: ApiVersion, chosen: string | null, now: Date): ApiSunset {
  const value = chosen ?? version.value;
  const sunset = value === version.value ? version.sunset : null;
  if (sunset === null) return { value, sunset, daysLeft: null, isEnding: false };
  const daysLeft = Math.floor((Date.parse(sunset) - now.getTime()) / DAY_MS);
  return { value, sunset, daysLeft, isEnding: daysLeft < WARN_DAYS };
}
