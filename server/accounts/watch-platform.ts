import type { PublishOutcome } from "@/lib/domain/publish-outcome";
import { Platform } from "@/lib/platforms/platform";
import type { AccountRow } from "@/server/accounts/account-status";
import { type CallPurpose, recordLimits } from "@/server/accounts/budgets";
import { type Circuit, recordAnswer, recordTrouble } from "@/server/accounts/circuit";
import { readLimits, type ToldLimit } from "@/server/accounts/read-limits";
import type { Ctx } from "@/server/context";
import type { Endpoints, PlatformAdapter, Session } from "@/server/platforms/adapter";
import { type EgressClient, EgressError } from "@/server/platforms/http";
import { getAdapter } from "@/server/platforms/registry";

type Runtime = Ctx["runtime"];

/** What the calls of one session have shown since it was last looked at. */
interface Watch {
  runtime: Runtime;
  account: Pick<AccountRow, "id" | "platform" | "sandbox">;
  /** How the last call ended; null before the first. */
  last: { trouble: string | null } | null;
  limits: Map<string, ToldLimit>;
}

const watches = new WeakMap<EgressClient, Watch>();

/** An egress client for one session of this account, of which `guardAdapter` hears how its calls went. */
export function watchedEgress(
  runtime: Runtime,
  account: Watch["account"],
  endpoints: Endpoints,
): EgressClient {
  const watch: Watch = { runtime, account, last: null, limits: new Map() };
  const origins = new Set(Object.values(endpoints).flatMap((url) => toOrigin(url) ?? []));
  const note = (url: string, trouble: string | null) => {
    if (origins.has(toOrigin(url) ?? "")) watch.last = { trouble };
  };
  const client: EgressClient = {
    async request(url, init) {
      try {
        const response = await runtime.egress.request(url, init);
        note(url, response.status >= 500 ? `http_${response.status}` : null);
        for (const limit of readLimits(response.headers, runtime.clock.now())) keep(watch, limit);
        return response;
      } catch (error) {
        note(url, toTrouble(error));
        throw error;
      }
    },
    close: () => Promise.resolve(),
  };
  watches.set(client, watch);
  return client;
}

/** Servers that only some accounts have, or that only keep files, say nothing about the platform. */
const toOrigin = (url: string) => (URL.canParse(url) ? new URL(url).origin : null);

/** Of several calls with the same window the tightest counts. */
function keep({ limits }: Watch, limit: ToldLimit): void {
  const known = limits.get(limit.family);
  const left = (each: ToldLimit) => each.remaining ?? Number.POSITIVE_INFINITY;
  if (!known || left(limit) < left(known)) limits.set(limit.family, limit);
}

/** Only what is the platform's doing: an address that we refuse to call says nothing about it. */
function toTrouble(error: unknown): string | null {
  const isNetwork =
    error instanceof EgressError && ["timeout", "connection", "dns"].includes(error.code);
  return isNetwork ? error.code : null;
}

/** Sites of which each account has its own say nothing about each other. */
function isShared(platform: string): boolean {
  const known = Platform.safeParse(platform).data;
  return known !== undefined && getAdapter(known).endpoints(null).api !== "";
}

/** After a piece of work: what its calls told is kept for all processes. Never throws. */
async function report(
  { runtime, account, last, limits }: Watch,
  purpose: CallPurpose,
): Promise<Circuit | null> {
  if (!last) return null;
  const { platform, sandbox } = account;
  try {
    if (limits.size > 0) await recordLimits(runtime, account, purpose, [...limits.values()]);
    if (!isShared(platform)) return null;
    const service = { platform, sandbox };
    if (last.trouble) return await recordTrouble(runtime, service, last.trouble);
    await recordAnswer(runtime, service);
  } catch (err) {
    runtime.log.warn({ err, platform }, "the platform's health could not be kept");
  }
  return null;
}

async function watched<T>(
  session: Session,
  purpose: CallPurpose,
  work: () => Promise<T>,
  settle: (result: T, circuit: Circuit) => T = (result) => result,
): Promise<T> {
  const watch = watches.get(session.http);
  if (!watch) return work();
  watch.last = null;
  watch.limits.clear();
  try {
    const result = await work();
    const circuit = await report(watch, purpose);
    return circuit ? settle(result, circuit) : result;
  } catch (error) {
    await report(watch, purpose);
    throw error;
  }
}

/** The adapter, with each piece of work counted for or against its platform. */
export function guardAdapter(adapter: PlatformAdapter): PlatformAdapter {
  return {
    ...adapter,
    publish: (session, ...rest) =>
      watched(
        session,
        "publish",
        () => adapter.publish(session, ...rest),
        waitForPlatform(session),
      ),
    resume: (session, ...rest) =>
      watched(session, "read", () => adapter.resume(session, ...rest), waitForPlatform(session)),
    engagement: (session, ids) => watched(session, "read", () => adapter.engagement(session, ids)),
  };
}

/** While a platform is down a try is not held against the post, and comes when it may work again. */
const waitForPlatform =
  ({ now }: Session) =>
  (outcome: PublishOutcome, circuit: Circuit): PublishOutcome => {
    if (outcome.kind !== "retry_later" || circuit.state === "closed") return outcome;
    const restMs = (circuit.nextProbeAt?.getTime() ?? 0) - now().getTime();
    const retryAfterMs = Math.max(outcome.retryAfterMs ?? 0, restMs, 1000);
    return { ...outcome, retryAfterMs, platformDown: true };
  };

export const guardAdapters = (
  adapters: Readonly<Record<Platform, PlatformAdapter>>,
): Record<Platform, PlatformAdapter> =>
  Object.fromEntries(
    Object.entries(adapters).map(([platform, adapter]) => [platform, guardAdapter(adapter)]),
  ) as Record<Platform, PlatformAdapter>;
