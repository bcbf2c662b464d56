import type { Query, QueryClient } from "@tanstack/react-query";
import { isFrequent, staleKeys } from "@/lib/api/apply-event";
import { queryKeys } from "@/lib/api/query-keys";
import type { WireEvent } from "@/lib/contracts/events";

/** Facts arrive in bursts; what they make stale is fetched once a burst. */
const gatherMs = 200;
/** Counts change all the time: what can't be patched is fetched for them this often at most. */
const calmMs = 5000;

type Key = readonly unknown[];

/** Marks a query that counts are added to, so that they don't make it stale. */
export const LIVE = { live: true } as const;
/** Posts go out by the hundred, and the results need no fetch for each. */
const isDear = (key: Key) => key[0] === queryKeys.summary()[0];
const isPatched = (query: Query) => query.meta?.live === true;

export interface Invalidator {
  add(event: WireEvent): void;
  stop(): void;
}

export function createInvalidator(client: QueryClient): Invalidator {
  const quick = createGatherer(gatherMs, (queryKey) => void client.invalidateQueries({ queryKey }));
  const calm = createGatherer(calmMs, (queryKey) => {
    void client.invalidateQueries({ queryKey, predicate: (query) => !isPatched(query) });
  });
  const slow = createGatherer(calmMs, (queryKey) => void client.invalidateQueries({ queryKey }));
  return {
    add(event) {
      const isCount = isFrequent(event.name);
      for (const key of staleKeys(event)) {
        if (isCount) calm.add(key);
        else (isDear(key) ? slow : quick).add(key);
      }
    },
    stop() {
      quick.stop();
      slow.stop();
      calm.stop();
    },
  };
}

function createGatherer(everyMs: number, flush: (key: Key) => void) {
  const waiting = new Map<string, Key>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let flushedAt = 0;
  const run = () => {
    timer = undefined;
    flushedAt = performance.now();
    for (const key of waiting.values()) flush(key);
    waiting.clear();
  };
  return {
    add(key: Key) {
      waiting.set(JSON.stringify(key), key);
      const restMs = flushedAt + everyMs - performance.now();
      timer ??= setTimeout(run, Math.max(gatherMs, restMs));
    },
    stop: () => clearTimeout(timer),
  };
}
