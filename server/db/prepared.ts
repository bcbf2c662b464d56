import { sql } from "drizzle-orm";
import type { ClientBase, QueryConfig } from "pg";

const MARK = "/* prepared */";

/**
 * Begins a statement that is sent very often and always in the same words: each connection then plans
 * it once. Not for a statement whose best plan depends on its values.
 */
export const PREPARED = sql.raw(MARK);

/** Gives marked statements of this connection a name, under which the server keeps their plan. */
export function prepareMarked(client: ClientBase): void {
  const names = new Map<string, string>();
  const send = client.query.bind(client) as (...args: unknown[]) => unknown;
  const query = (asked: unknown, ...rest: unknown[]) => {
    if (!isMarked(asked)) return send(asked, ...rest);
    const name = names.get(asked.text) ?? `marked_${names.size}`;
    names.set(asked.text, name);
    return send({ ...asked, name }, ...rest);
  };
  client.query = query as typeof client.query;
}

const isMarked = (asked: unknown): asked is QueryConfig =>
  typeof asked === "object" &&
  asked !== null &&
  "text" in asked &&
  typeof asked.text === "string" &&
  asked.text.trimStart().startsWith(MARK);
