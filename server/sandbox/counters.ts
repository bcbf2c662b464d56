import type { SandboxContext } from "./context";
import { findRow } from "./store";

export interface Allowance {
  isAllowed: boolean;
  limit: number;
  remaining: number;
  /** Epoch seconds at which the window ends. */
  resetsAt: number;
}

/** Counts one more use in the window that holds the present scaled time. */
export function countUse(
  context: SandboxContext,
  key: string,
  limit: number,
  windowMs: number,
  cost = 1,
): Allowance {
  const window = Math.floor(context.now().getTime() / windowMs);
  const used = countInWindow(context, key, window, cost);
  return {
    isAllowed: used <= limit,
    limit,
    remaining: Math.max(0, limit - used),
    resetsAt: Math.ceil(((window + 1) * windowMs) / 1000),
  };
}

/** For windows that no fixed length describes, as a Pacific day. */
export function countInWindow(
  context: SandboxContext,
  key: string,
  window: number,
  cost: number,
): number {
  const row = findRow<{ used: number }>(
    context.db,
    `insert into counters (key, window, used) values (?1, ?2, ?3)
     on conflict (key) do update set window = ?2,
       used = case when window = ?2 then used + ?3 else ?3 end
     returning used`,
    key,
    window,
    cost,
  );
  return row?.used ?? cost;
}
