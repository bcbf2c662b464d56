"use client";

import { useEffect, useMemo, useState } from "react";
import {
  type Ignored,
  type ResultsFilter,
  readAddress,
  toLists,
  writeAddress,
} from "@/components/analytics/results-address";
import { dayOf, toWindow } from "@/components/analytics/results-period";
import { pushAddress, useSearch } from "@/components/layout/address";
import { useZone } from "@/components/providers/zone";
import type { ResultsQuery } from "@/lib/contracts/analytics";

export interface ResultsChoice {
  filter: ResultsFilter;
  /** As the API takes it, by the clock of whoever reads. */
  query: ResultsQuery;
  /** What the address said that means nothing here. */
  ignored: Ignored[];
  zone: string;
  /** Another choice is another address, which the back button leaves again. */
  change: (changes: Partial<ResultsFilter>) => void;
  hrefOf: (changes: Partial<ResultsFilter>) => string;
}

interface FilterPlace {
  /** What is chosen while the address says nothing. */
  start: ResultsFilter;
  path: string;
  /** The server's time, when the page was made. */
  now: string;
  /** The one campaign that the page is of. */
  campaignId?: string;
}

/** A wrong clock, or a test's: then days begin when they begin on the server. */
const clockSlackMs = 5 * 60_000;
const minuteMs = 60_000;

/** The choice that the address holds, so that it can be shared and survives a reload. */
export function useResultsFilter({ start, path, now, campaignId }: FilterPlace): ResultsChoice {
  const search = useSearch();
  const zone = useZone();
  const today = useToday(zone, now);
  const { filter, ignored } = useMemo(() => {
    const read = readAddress(search, start);
    const own = campaignId ? { campaignId: [], tag: [] } : {};
    return { ...read, filter: { ...read.filter, ...own } };
  }, [search, start, campaignId]);
  const query = useMemo(
    () => ({
      ...toWindow(filter, zone, today),
      ...toLists(filter),
      ...(campaignId ? { campaignId: [campaignId] } : {}),
    }),
    [filter, zone, today, campaignId],
  );
  const hrefOf = (changes: Partial<ResultsFilter>) => {
    const said = writeAddress({ ...filter, ...changes }, start);
    return said ? `${path}?${said}` : path;
  };
  const change = (changes: Partial<ResultsFilter>) => pushAddress(hrefOf(changes));
  return { filter, query, ignored, zone, change, hrefOf };
}

/** The calendar day that it is, and the next one as soon as it begins. */
function useToday(zone: string, serverNow: string): string {
  const [ahead] = useState(() => {
    const gap = Date.parse(serverNow) - Date.now();
    return Math.abs(gap) > clockSlackMs ? gap : 0;
  });
  const [present, setPresent] = useState(() => Date.parse(serverNow));
  useEffect(() => {
    const timer = setInterval(() => setPresent(Date.now() + ahead), minuteMs);
    return () => clearInterval(timer);
  }, [ahead]);
  return dayOf(present, zone);
}
