import type { PublishOutcome } from "@/lib/domain/publish-outcome";
import { Platform } from "@/lib/platforms/platform";
import type { Ctx } from "@/server/context";
import type { socialAccounts } from "@/server/db/schema/accounts";
import { type CallPurpose, countAppPost, recordLimits } from "@/server/limits/budgets";
import { type Circuit, recordAnswer, recordTrouble } from "@/server/limits/circuit";
import { readLimits } from "@/server/limits/read-limits";
import type { Endpoints, PlatformAdapter, Session } from "@/server/platforms/adapter";
import type { AdsSpec } from "@/server/platforms/ads-spec";
import { type EgressClient, EgressError } from "@/server/platforms/http";
import { getAdapter } from "@/server/platforms/registry";
import type { ToldLimit } from "@/server/platforms/told-limit";

type Runtime = Ctx["runtime"];

/** What the calls of one session have shown since it was last looked at. */
interface Watch {
  runtime: Runtime;
  account: Pick<typeof socialAccounts.$inferSelect, "id" | "platform" | "sandbox">;
  /** How the last call ended; null before the first. */
  last: { trouble: string | null } | null;
  limits: Map<string, ToldLimit>;
}

/** A post, a change of what is out, or a reading. A change has windows that nothing else goes by. */
type Work = "post" | "change" | "read";

const watches = new WeakMap<EgressClient, Watch>();

/** An egress client for one session of this account, of which `guardAdapter` hears how its calls went. */
export function watchedEgress(
  runtime: Runtime,
  account: Watch["account"],
  endpoints: Endpoints,
): EgressClient {
  const platform = Platform.safeParse(account.platform).data;
  const readOwn = platform && getAdapter(platform).readLimits;
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
        const now = runtime.clock.now();
        for (const limit of readLimits(response.headers, now)) keep(watch, limit);
        for (const limit of readOwn?.(response.headers, now) ?? []) keep(watch, limit);
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

/** Calls by the first go through the second: what they tell is heard all the same. */
export function watchThrough(client: EgressClient, watchedOne: EgressClient): EgressClient {
  const watch = watches.get(watchedOne);
  if (watch) watches.set(client, watch);
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
  work: Work,
): Promise<Circuit | null> {
  if (!last) return null;
  const { platform, sandbox } = account;
  const purpose: CallPurpose = work === "read" ? "read" : "publish";
  try {
    if (work === "post") await countAppPost(runtime, account);
    const told = [...limits.values()].filter((limit) => work !== "change" || limit.isShared);
    if (told.length > 0) await recordLimits(runtime, account, purpose, told);
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
  kind: Work,
  work: () => Promise<T>,
  settle: (result: T, circuit: Circuit) => T = (result) => result,
): Promise<T> {
  const watch = watches.get(session.http);
  if (!watch) return work();
  watch.last = null;
  watch.limits.clear();
  try {
    const result = await work();
    const circuit = await report(watch, kind);
    return circuit ? settle(result, circuit) : result;
  } catch (error) {
    await report(watch, kind);
    throw error;
  }
}

/** The adapter, with each piece of work counted for or against its platform. */
export function guardAdapter(adapter: PlatformAdapter): PlatformAdapter {
  const { remove, listTemplates, lookUp, ads } = adapter;
  return {
    ...adapter,
    publish: (session, ...rest) =>
      watched(session, "post", () => adapter.publish(session, ...rest), waitForPlatform(session)),
    resume: (session, ...rest) =>
      watched(session, "read", () => adapter.resume(session, ...rest), waitForPlatform(session)),
    engagement: (session, ids) => watched(session, "read", () => adapter.engagement(session, ids)),
    ...(lookUp && {
      lookUp: (session, ids) => watched(session, "read", () => lookUp(session, ids)),
    }),
    ...(remove && {
      remove: (session, id) => watched(session, "change", () => remove(session, id)),
    }),
    ...(listTemplates && {
      listTemplates: (session, details) =>
        watched(session, "read", () => listTemplates(session, details)),
    }),
    ...(ads && { ads: guardAds(ads) }),
  };
}

const guardAds = (ads: AdsSpec): AdsSpec => ({
  ...ads,
  listAccounts: (session) => watched(session, "read", () => ads.listAccounts(session)),
  create: (session, ...rest) => watched(session, "change", () => ads.create(session, ...rest)),
  readFigures: (session, ids) => watched(session, "read", () => ads.readFigures(session, ids)),
});

/** While a platform is down a try is not held against the post, and comes when it may work again. */
const waitForPlatform =
  ({ now }: Session) =>
  (outcome: PublishOutcome, circuit: Circuit): PublishOutcome => {
    if (outcome.kind !== "retry_later" || circuit.state === "closed") return outcome;
    const restMs = (circuit.nextProbeAt?.getTime() ?? 0) - now().getTime();
    const retryAfterMs = Math.max(outcome.retryAfterMs ?? 0, restMs, 1000);
    return { ...outcome, retryAfterMs, untilDeadline: true };
  };

export const guardAdapters = (
  adapters: Readonly<Record<Platform, PlatformAdapter>>,
): Record<Platform, PlatformAdapter> =>
  Object.fromEntries(
    Object.entries(adapters).map(([platform, adapter]) => [platform, guardAdapter(adapter)]),
  ) as Record<Platform, PlatformAdapter>;
