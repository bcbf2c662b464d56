"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useZone } from "@/components/providers/zone";
import { isInTrouble, toLead } from "@/components/settings/platforms/describe-platform";
import { PlatformRow } from "@/components/settings/platforms/platform-row";
import { Button } from "@/components/ui/button";
import { ErrorMessage } from "@/components/ui/error-message";
import { Lead } from "@/components/ui/lead";
import { SkeletonRows } from "@/components/ui/skeleton";
import { apiFetch } from "@/lib/api/fetcher";
import { queryKeys } from "@/lib/api/query-keys";
import type { PlatformSetup, PlatformSetupList } from "@/lib/contracts/accounts";

/** Per platform: the addresses to register, the variables that are missing, the steps and the review. */
export function PlatformsSettings() {
  const platforms = useQuery({
    queryKey: queryKeys.platforms(),
    queryFn: ({ signal }) => apiFetch<PlatformSetupList>("/api/platforms", { signal }),
    select: (list) => list.items,
    // Circuits open and close without anybody's doing.
    refetchInterval: 15_000,
  });
  return (
    <>
      <Lead>{platforms.data ? toLead(platforms.data) : "What each platform asks for"}</Lead>
      {platforms.isPending ? (
        <section className="sec">
          <SkeletonRows rows={5} label="Loading platforms" />
        </section>
      ) : null}
      {platforms.isError && !platforms.data ? (
        <section className="sec">
          <ErrorMessage
            title="The platforms could not be loaded"
            action={<Button onClick={() => platforms.refetch()}>Try again</Button>}
          >
            {platforms.error.message}
          </ErrorMessage>
        </section>
      ) : null}
      {platforms.data ? <PlatformRows platforms={platforms.data} /> : null}
    </>
  );
}

/** Closed but for those in trouble and the one that the address names. */
function PlatformRows({ platforms }: { platforms: readonly PlatformSetup[] }) {
  const zone = useZone();
  const [toggled, setToggled] = useState<ReadonlyMap<string, boolean>>(new Map());
  useEffect(() => {
    const named = window.location.hash.slice(1);
    if (!named) return;
    setToggled((before) => new Map(before).set(named, true));
    requestAnimationFrame(() => document.getElementById(named)?.scrollIntoView());
  }, []);
  return (
    <section className="sec" aria-label="Platforms">
      {platforms.map((setup) => (
        <PlatformRow
          key={setup.platform}
          setup={setup}
          zone={zone}
          isOpen={toggled.get(setup.platform) ?? isInTrouble(setup)}
          onToggle={(isOpen) => setToggled((before) => new Map(before).set(setup.platform, isOpen))}
        />
      ))}
    </section>
  );
}
