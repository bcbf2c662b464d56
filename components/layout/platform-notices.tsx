"use client";

import { Banner } from "@/components/layout/banner";
import { firstSince, restingNames } from "@/components/layout/resting-words";
import { useRestingPlatforms } from "@/components/layout/use-resting-platforms";
import { useZone } from "@/components/providers/zone";
import { LinkButton } from "@/components/ui/link-button";
import { formatInZone } from "@/components/ui/zoned-format";
import type { RestingPlatforms } from "@/lib/contracts/accounts";

/** On every page, while platforms fail: that posts wait, and that nobody has to do anything. */
export function PlatformNotices({ initial }: { initial: RestingPlatforms }) {
  const zone = useZone();
  const items = useRestingPlatforms(initial).data?.items ?? [];
  const [first, ...others] = items;
  if (!first) return null;
  const isOne = others.length === 0;
  const since = firstSince(items);
  return (
    <Banner
      tone="warn"
      title={`${restingNames(items)} ${isOne ? "has" : "have"} answered with errors${
        since ? ` since ${formatInZone(since, zone, "time")}` : ""
      }.`}
      actions={
        <LinkButton
          size="sm"
          href={isOne ? `/settings/platforms#${first.platform}` : "/settings/platforms"}
        >
          Look at {isOne ? "it" : "them"}
        </LinkButton>
      }
    >
      {isOne ? "Its" : "Their"} posts wait and go out by themselves. Other platforms go on.
    </Banner>
  );
}
