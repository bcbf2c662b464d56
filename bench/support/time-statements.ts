import pg from "pg";

/** Milliseconds that statements took since the last call, as whoever sent them waited. */
export interface StatementTimer {
  take(): { ms: number; statements: number };
}

type Query = (...args: unknown[]) => unknown;

/** Times every statement of this process that goes to PostgreSQL. */
export function timeStatements(): StatementTimer {
  const prototype = pg.Client.prototype as unknown as { query: Query };
  const send = prototype.query;
  let [ms, statements] = [0, 0];
  prototype.query = function timed(this: unknown, ...args: unknown[]) {
    const started = performance.now();
    const answer = send.apply(this, args);
    if (!(answer instanceof Promise)) return answer;
    return answer.finally(() => {
      ms += performance.now() - started;
      statements++;
    });
  };
  return {
    take() {
      const taken = { ms, statements };
      [ms, statements] = [0, 0];
      return taken;
    },
  };
}
