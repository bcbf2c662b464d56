"use client";

import { useQuery } from "@tanstack/react-query";
import { Banner } from "@/components/layout/banner";
import { useZone } from "@/components/providers/zone";
import { LinkButton } from "@/components/ui/link-button";
import { formatInZone } from "@/components/ui/zoned-format";
import { apiFetch } from "@/lib/api/fetcher";
import { queryKeys } from "@/lib/api/query-keys";
import type { RestingPlatforms } from "@/lib/contracts/accounts";

/** On every page, while a platform fails: that posts wait, and that nobody has to do anything. */
export function PlatformNotices({ initial }: { initial: RestingPlatforms }) {
  const zone = useZone();
  const { data } = useQuery({
    queryKey: queryKeys.restingPlatforms(),
    queryFn: ({ signal }) => apiFetch<RestingPlatforms>("/api/platforms/resting", { signal }),
    initialData: initial,
    // The page was just made with it; events tell of what changes.
    staleTime: 60_000,
  });
  return data.items.map(({ platform, label, sandbox, since }) => (
    <Banner
      key={`${platform} ${sandbox}`}
      tone="warn"
      title={`${sandbox ? `${label} in the sandbox` : label} has answered with errors${
        since ? ` since ${formatInZone(since, zone, "time")}` : ""
      }.`}
      actions={
        <LinkButton size="sm" href={`/settings/platforms#${platform}`}>
          Look at it
        </LinkButton>
      }
    >
      Its posts wait and go out by themselves. Other platforms go on.
    </Banner>
  ));
}
