import type { SubscribeResult } from "./webhook-spec";

const PASSING = [401, 408, 425, 429];

/** The same call may work before long: an access is renewed, a limit ends, a server comes back. */
export const isPassing = (status: number) => status >= 500 || PASSING.includes(status);

/** What became of it instead of a subscription; no status where the platform was not even asked. */
export const notSubscribed = (reason: string, status?: number): SubscribeResult => ({
  ok: false,
  reason,
  isPassing: status !== undefined && isPassing(status),
});
