import type { SandboxApp, SandboxContext, SandboxPlatform, SandboxTimings } from "./context";
import { deliverDue } from "./deliveries";
import { randomToken } from "./grants";
import { type LedgerEntry, listLedger } from "./ledger";
import type { PlatformModule } from "./platform-module";
import { modules as everyModule } from "./platforms";
import { seedProfiles } from "./profiles";
import { getApp } from "./registered";
import { compileRoutes, routeRequest } from "./router";
import { keepMeta, openStore } from "./store";

export interface SandboxOptions {
  /** The sandbox's own directory, apart from the product's data. */
  dataDir: string;
  /** Where the sandbox is reached, by browsers and by the product, as http://127.0.0.1:3000/sandbox. */
  baseUrl: string;
  /** The clock shared with the product; it may be scaled. */
  now: () => Date;
  /** Exact redirect addresses that the product's OAuth clients have registered, by platform. */
  redirectUris: Readonly<Record<SandboxPlatform, readonly string[]>>;
  /** Addresses for events, by platform, as somebody types them into the app's settings there. */
  webhookUrls?: Readonly<Record<SandboxPlatform, string>>;
  /** Which platforms are imitated; all of them, unless told. */
  modules?: readonly PlatformModule[];
  /** Same seed, same profiles and same tastes of the audience. */
  seed?: string;
  timings?: Partial<SandboxTimings>;
  /** Origins that may register for deliveries. A sandbox that strangers reach must name them. */
  receivers?: readonly string[];
  /** Sends webhooks and fetches media; `fetch` unless given. */
  deliver?: (request: Request) => Promise<Response>;
  /** Real milliseconds; consent and codes live by them, since people and browsers do. */
  wall?: () => number;
}

export interface Sandbox {
  handle(request: Request): Promise<Response>;
  /** Call it about once a second: notices what the audience did and delivers what is due. */
  pump(): Promise<void>;
  close(): Promise<void>;
  readonly apps: Readonly<Record<SandboxPlatform, SandboxApp>>;
  /** Throws for a platform that is not imitated. */
  app(platform: SandboxPlatform): SandboxApp;
  readonly controlSecret: string;
  ledger(): LedgerEntry[];
}

const defaultTimings: SandboxTimings = {
  videoProcessingMs: 4_000,
  mediaProcessingMs: 2_000,
  duplicateWindowMs: 12 * 3_600_000,
};

export async function createSandbox(options: SandboxOptions): Promise<Sandbox> {
  const context = createContext(options);
  const { db, modules } = context;
  seedProfiles(db, context.seed, modules.values());
  const routes = compileRoutes([...modules.values()].flatMap((module) => module.routes));

  let pumping: Promise<void> | null = null;
  return {
    handle: (request) => routeRequest(context, routes, request),
    pump: () => {
      pumping ??= pumpOnce(context).finally(() => {
        pumping = null;
      });
      return pumping;
    },
    close: async () => {
      await pumping?.catch(() => undefined);
      db.close();
    },
    apps: context.apps,
    app: (platform) => getApp(context, platform),
    controlSecret: context.controlSecret,
    ledger: () => listLedger(db),
  };
}

function createContext(options: SandboxOptions): SandboxContext {
  const db = openStore(options.dataDir);
  const modules = new Map(
    (options.modules ?? everyModule).map((module) => [module.platform, module]),
  );
  const secret = (key: string, prefix: string) => keepMeta(db, key, () => randomToken(prefix));
  const toApp = ({ platform, sharesAppOf, appTokenPrefix }: PlatformModule): SandboxApp => {
    const owner = sharesAppOf ?? platform;
    return {
      clientId: secret(`${owner}.client_id`, `sandbox-${owner}-`),
      clientSecret: secret(`${owner}.client_secret`, "secret-"),
      webhookSecret: secret(`${owner}.webhook_secret`, "hook-"),
      bearerToken:
        appTokenPrefix === undefined ? null : secret(`${owner}.bearer_token`, appTokenPrefix),
    };
  };
  return {
    db,
    dataDir: options.dataDir,
    baseUrl: options.baseUrl.replace(/\/+$/, ""),
    seed: options.seed ?? "bandwagon",
    now: options.now,
    wall: options.wall ?? Date.now,
    timings: { ...defaultTimings, ...options.timings },
    modules,
    apps: mapModules(modules, toApp),
    controlSecret: secret("control_secret", "control-"),
    redirectUris: mapModules(modules, ({ platform, sharesAppOf = platform }) => [
      ...(options.redirectUris[platform] ?? []),
      ...(options.redirectUris[sharesAppOf] ?? []),
    ]),
    webhookUrls: options.webhookUrls ?? {},
    receivers: options.receivers ?? null,
    deliver: options.deliver ?? ((request) => globalThis.fetch(request)),
  };
}

function mapModules<T>(
  modules: ReadonlyMap<string, PlatformModule>,
  map: (module: PlatformModule) => T,
): Record<string, T> {
  return Object.fromEntries([...modules].map(([platform, module]) => [platform, map(module)]));
}

async function pumpOnce(context: SandboxContext): Promise<void> {
  const failures: unknown[] = [];
  for (const module of context.modules.values()) {
    try {
      await module.pump?.(context);
    } catch (error) {
      failures.push(error);
    }
  }
  await deliverDue(context);
  if (failures.length > 0) throw new AggregateError(failures, "A platform's pump failed.");
}
