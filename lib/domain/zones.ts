import { CURRENT_NAMES } from "./zone-names";

const TO_CURRENT = new Map(Object.entries(CURRENT_NAMES));
const TO_FORMER = new Map([...TO_CURRENT].map(([former, current]) => [current, former]));

/** True for IANA names; fixed offsets such as "+02:00" know no summer time and are refused. */
export function isTimeZone(zone: string): boolean {
  return /^[A-Za-z]/.test(zone) && toKnownZone(zone) !== null;
}

/** A zone under its current name: "Asia/Calcutta" is "Asia/Kolkata". Places are never merged. */
export function canonicalZone(zone: string): string {
  const written = resolvedName(zone) ?? zone;
  return TO_CURRENT.get(written) ?? written;
}

/**
 * The name by which this machine finds the zone's rules, or null. Machines differ in whether they know
 * a new name yet, or an old one still.
 */
export function toKnownZone(zone: string): string | null {
  if (resolvedName(zone) !== null) return zone;
  const other = TO_CURRENT.get(zone) ?? TO_FORMER.get(zone);
  return other !== undefined && resolvedName(other) !== null ? other : null;
}

function resolvedName(zone: string): string | null {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    return null;
  }
}

/** Every zone once, under its current name. */
export function listTimeZones(): string[] {
  const zones = Intl.supportedValuesOf("timeZone").map((zone) => TO_CURRENT.get(zone) ?? zone);
  return [...new Set([...zones, "UTC"])].sort();
}
