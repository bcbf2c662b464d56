"use client";

import { useMemo } from "react";
import { useSetZone } from "@/components/best-times/use-best-times";
import { useWorkspaceZone } from "@/components/providers/zone";
import { Button } from "@/components/ui/button";
import { Combobox } from "@/components/ui/combobox";
import { Field } from "@/components/ui/field";
import type { BestTimesWeek } from "@/lib/contracts/best-times";
import { canonicalZone, listTimeZones } from "@/lib/domain/zones";

/** By whose clock the account's hours are counted: its audience's, which may not be the workspace's. */
export function ZoneChoice({ week, canWrite }: { week: BestTimesWeek; canWrite: boolean }) {
  const workspaceZone = canonicalZone(useWorkspaceZone());
  const set = useSetZone();
  const options = useMemo(
    () =>
      listTimeZones().map((zone) => ({
        value: zone,
        label: zone.replaceAll("_", " "),
        keywords: zone.split(/[/_]/),
        ...(zone === workspaceZone ? { detail: "the workspace’s" } : {}),
      })),
    [workspaceZone],
  );
  const accountId = week.account.id;
  if (!canWrite) {
    return <p className="t2">Hours are counted in {week.timeZone.replaceAll("_", " ")}.</p>;
  }
  return (
    <div className="grid gap-2">
      <Field
        label="Time zone of this account"
        hint="Choose the clock that its audience lives by. The hours are worked out anew."
      >
        <Combobox
          value={week.timeZone}
          options={options}
          disabled={set.isPending}
          searchPlaceholder="Search a city or region"
          emptyText="No zone of that name"
          onChange={(timeZone) => set.mutate({ accountId, timeZone })}
        />
      </Field>
      {week.ownZone ? (
        <div>
          <Button
            size="sm"
            variant="quiet"
            loading={set.isPending}
            onClick={() => set.mutate({ accountId, timeZone: null })}
          >
            Use the workspace’s zone
          </Button>
        </div>
      ) : null}
    </div>
  );
}
