/** What waits at a gate is merged, so that nothing is dropped. */
export interface Gate<T> {
  /** Sends at once where nothing was sent lately, or what waits together with this at the next turn. */
  push(key: string, value: T): void;
  /** Sends what waits together with this, now. */
  pass(key: string, value: T): void;
  waiting(key: string): T | null;
  clear(): void;
}

interface Coalescing<T> {
  everyMs: number;
  merge(earlier: T, later: T): T;
  send(key: string, value: T): void;
}

/** The first value of a key goes out at once, and then at most one each `everyMs`, all in between in one. */
export function coalesce<T>({ everyMs, merge, send }: Coalescing<T>): Gate<T> {
  const entries = new Map<string, { timer: NodeJS.Timeout; value: T | null }>();

  function arm(key: string): void {
    const timer = setTimeout(() => {
      const value = entries.get(key)?.value ?? null;
      entries.delete(key);
      if (value === null) return;
      arm(key);
      send(key, value);
    }, everyMs);
    timer.unref();
    entries.set(key, { timer, value: null });
  }

  return {
    push(key, value) {
      const entry = entries.get(key);
      if (entry) {
        entry.value = entry.value === null ? value : merge(entry.value, value);
        return;
      }
      arm(key);
      send(key, value);
    },
    pass(key, value) {
      const entry = entries.get(key);
      const waiting = entry?.value ?? null;
      if (entry) entry.value = null;
      send(key, waiting === null ? value : merge(waiting, value));
    },
    waiting: (key) => entries.get(key)?.value ?? null,
    clear() {
      for (const { timer } of entries.values()) clearTimeout(timer);
      entries.clear();
    },
  };
}
