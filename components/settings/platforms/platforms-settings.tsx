"use client";

import { useQuery } from "@tanstack/react-query";
import { PlatformSection } from "@/components/settings/platforms/platform-section";
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
      <div>
        {platforms.data?.map((setup) => (
          <PlatformSection key={setup.platform} setup={setup} />
        ))}
      </div>
    </>
  );
}

function toLead(platforms: readonly PlatformSetup[]): string {
  const ready = platforms.filter((each) => each.ready).map((each) => each.label);
  const waiting = platforms.filter((each) => !each.ready).map((each) => each.label);
  if (waiting.length === 0) return "Every platform is ready for real accounts.";
  const names = new Intl.ListFormat("en-GB").format(waiting);
  const verb = waiting.length === 1 ? "still needs its keys" : "still need their keys";
  if (ready.length === 0) return `${names} ${verb}.`;
  const isAre = ready.length === 1 ? "is" : "are";
  return `${new Intl.ListFormat("en-GB").format(ready)} ${isAre} ready. ${names} ${verb}.`;
}
