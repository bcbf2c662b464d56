"use client";

import { DateTime } from "luxon";
import { useMemo } from "react";
import { useWorkspaceZone } from "@/components/providers/zone";
import { Combobox, type ComboboxOption } from "@/components/ui/combobox";
import { Field } from "@/components/ui/field";
import { canonicalZone, listTimeZones } from "@/lib/domain/zones";

export const browserZone = () => canonicalZone(Intl.DateTimeFormat().resolvedOptions().timeZone);

/** The zones a person is likely to mean come first; the rest is found by typing. */
function toOptions(workspaceZone: string, chosen: string): ComboboxOption[] {
  const own = browserZone();
  const first = [...new Set([own, workspaceZone, chosen, "UTC"].map(canonicalZone))];
  const rest = listTimeZones().filter((zone) => !first.includes(zone));
  return [...first, ...rest].map((zone) => ({
    value: zone,
    label: zone.replaceAll("_", " "),
    detail: zone === own ? `yours, ${offsetOf(zone)}` : offsetOf(zone),
    keywords: zone.split(/[/_]/),
  }));
}

const offsetOf = (zone: string) => `UTC${DateTime.now().setZone(zone).toFormat("ZZ")}`;

type ZoneFieldProps = { value: string; error?: string; onChange: (zone: string) => void };

export function ZoneField({ value, error, onChange }: ZoneFieldProps) {
  const workspaceZone = useWorkspaceZone();
  const options = useMemo(() => toOptions(workspaceZone, value), [workspaceZone, value]);
  return (
    <Field
      label="Time zone"
      error={error}
      hint="Times follow this clock, also when it changes for summer."
    >
      <Combobox
        value={value}
        onChange={onChange}
        options={options}
        searchPlaceholder="Search a city or region"
        emptyText="No zone of that name"
      />
    </Field>
  );
}
