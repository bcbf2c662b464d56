/** Runs the first call at once and then at most one each `everyMs`, always with the latest value. */
export function coalesce<T>(everyMs: number, send: (key: string, value: T) => void) {
  const waiting = new Map<string, { timer: NodeJS.Timeout; value: T | null }>();

  function arm(key: string): void {
    const timer = setTimeout(() => {
      const entry = waiting.get(key);
      waiting.delete(key);
      if (!entry || entry.value === null) return;
      send(key, entry.value);
      arm(key);
    }, everyMs);
    timer.unref();
    waiting.set(key, { timer, value: null });
  }

  return {
    push(key: string, value: T): void {
      const entry = waiting.get(key);
      if (entry) {
        entry.value = value;
        return;
      }
      send(key, value);
      arm(key);
    },
    clear(): void {
      for (const { timer } of waiting.values()) clearTimeout(timer);
      waiting.clear();
    },
  };
}
