interface Waiting<T, R> {
  item: T;
  resolve: (result: R) => void;
  reject: (error: unknown) => void;
}

/**
 * Makes one call of many: while one batch is written the next gathers, so that a hundred posts cost
 * few transactions. A batch that fails is done one by one: a bad item must not take others with it.
 */
export function gather<T, R>(
  run: (items: T[]) => Promise<R[]>,
  maxBatch: number,
): (item: T) => Promise<R> {
  const waiting: Waiting<T, R>[] = [];
  let busy = false;

  async function runBatch(batch: Waiting<T, R>[]): Promise<void> {
    try {
      const results = await run(batch.map(({ item }) => item));
      if (results.length !== batch.length) throw new Error("A batch answered for another number.");
      for (const [i, result] of results.entries()) batch[i]?.resolve(result);
    } catch (error) {
      const [only] = batch;
      if (batch.length === 1 && only) return only.reject(error);
      for (const one of batch) await runBatch([one]);
    }
  }

  async function flush(): Promise<void> {
    busy = true;
    await new Promise((resolve) => setImmediate(resolve));
    while (waiting.length > 0) await runBatch(waiting.splice(0, maxBatch));
    busy = false;
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (!busy) flush().catch(reject);
    });
}
