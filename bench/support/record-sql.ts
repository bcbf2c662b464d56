import pg from "pg";

interface Recorded {
  text: string;
  values: unknown[];
}

/** Notes every statement that `work` sends by `pg`, as it is sent. */
export async function recordSql(work: () => Promise<unknown>): Promise<Recorded[]> {
  const statements: Recorded[] = [];
  const original = pg.Client.prototype.query;
  const note = function (this: pg.Client, ...given: unknown[]): unknown {
    const [query, values] = given;
    const text = typeof query === "string" ? query : (query as { text?: string }).text;
    if (text) statements.push({ text, values: Array.isArray(values) ? values : [] });
    return Reflect.apply(original, this, given);
  };
  pg.Client.prototype.query = note as typeof original;
  try {
    await work();
  } finally {
    pg.Client.prototype.query = original;
  }
  return statements;
}

/** Seconds that the same statements take by themselves, one after another on one connection. */
export async function replaySql(url: string, statements: readonly Recorded[]): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const started = performance.now();
    for (const { text, values } of statements) await client.query(text, values);
    return (performance.now() - started) / 1000;
  } finally {
    await client.end();
  }
}
