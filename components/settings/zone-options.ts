import type { ComboboxOption } from "@/components/ui/combobox";
import { canonicalZone, listTimeZones } from "@/lib/domain/zones";

/** Every zone, the browser's first, and the chosen one even where the browser does not know it. */
export function zoneOptions(chosen: string): ComboboxOption[] {
  const own = canonicalZone(Intl.DateTimeFormat().resolvedOptions().timeZone);
  const all = new Set([own, "UTC", canonicalZone(chosen), ...listTimeZones()]);
  return [...all].map((zone) => ({
    value: zone,
    label: zone.replaceAll("_", " "),
    keywords: [zone],
    ...(zone === own ? { detail: "This browser’s" } : {}),
  }));
}
