"use client";

import { useEffect, useState } from "react";
import { freshWords, nextWords } from "@/components/analytics/freshness-words";
import { PlatformMark } from "@/components/ui/platform-mark";
import { Section } from "@/components/ui/section";
import { formatInZone } from "@/components/ui/zoned-format";
import type { SummaryView } from "@/lib/contracts/analytics";
import { catalog } from "@/lib/platforms/catalog";

const tickMs = 15_000;

/** The server's time, carried on by this browser's clock. */
function useServerNow(now: string): number {
  const [passed, setPassed] = useState({ now, ms: 0 });
  useEffect(() => {
    const start = performance.now();
    const tick = () => setPassed({ now, ms: performance.now() - start });
    const timer = setInterval(tick, tickMs);
    return () => clearInterval(timer);
  }, [now]);
  return Date.parse(now) + (passed.now === now ? passed.ms : 0);
}

/** How old each platform's numbers are, and when they are read next. */
export function FreshnessList({ summary }: { summary: SummaryView }) {
  const now = useServerNow(summary.now);
  const { freshness, timeZone } = summary;
  if (freshness.length === 0) return null;
  const inFull = (at: string | null) =>
    at ? `${formatInZone(at, timeZone, "date-time")}, ${timeZone}` : undefined;
  return (
    <Section title="How fresh it is" note="By platform">
      <ul className="freshness" data-testid="freshness">
        {freshness.map((each) => (
          <li key={each.platform}>
            <span className="row">
              <PlatformMark platform={each.platform} />
              <span className="m">{catalog[each.platform].label}</span>
            </span>
            <span title={inFull(each.freshAt)}>{freshWords(each, now)}</span>
            <span className="t3" title={inFull(each.nextAt)}>
              {nextWords(each, now)}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
