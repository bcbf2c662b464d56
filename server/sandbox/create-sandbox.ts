import type { SandboxApp, SandboxContext, SandboxPlatform, SandboxTimings } from "./context";
import { deliverDue } from "./deliveries";
import { randomToken } from "./grants";
import { type LedgerEntry, listLedger } from "./ledger";
import { seedProfiles } from "./profiles";
import { routeRequest } from "./router";
import { keepMeta, openStore } from "./store";
import { announceReactions } from "./x/subscriptions";
import { announceScheduled, verifySubscriptions } from "./youtube/hub";

export interface SandboxOptions {
  /** The sandbox's own directory, apart from the product's data. */
  dataDir: string;
  /** Where the sandbox is reached, by browsers and by the product, as http://127.0.0.1:3000/sandbox. */
  baseUrl: string;
  /** The clock shared with the product; it may be scaled. */
  now: () => Date;
  /** Exact redirect addresses that the product's OAuth clients have registered. */
  redirectUris: Record<SandboxPlatform, readonly string[]>;
  /** Same seed, same profiles and same tastes of the audience. */
  seed?: string;
  timings?: Partial<SandboxTimings>;
  /** Origins that may register for deliveries. A sandbox that strangers reach must name them. */
  receivers?: readonly string[];
  /** Sends webhooks; `fetch` unless given. */
  deliver?: (request: Request) => Promise<Response>;
  /** Real milliseconds; consent and codes live by them, since people and browsers do. */
  wall?: () => number;
}

export interface Sandbox {
  handle(request: Request): Promise<Response>;
  /** Call it about once a second: notices what the audience did and delivers what is due. */
  pump(): Promise<void>;
  close(): Promise<void>;
  readonly apps: Record<SandboxPlatform, SandboxApp>;
  readonly controlSecret: string;
  readonly baseUrls: SandboxBaseUrls;
  ledger(): LedgerEntry[];
}

export interface SandboxBaseUrls {
  x: { authorize: string; api: string; web: string; appToken: string };
  youtube: {
    authorize: string;
    token: string;
    revoke: string;
    api: string;
    upload: string;
    hub: string;
    web: string;
  };
  ai: string;
  control: string;
}

const defaultTimings: SandboxTimings = {
  videoProcessingMs: 4_000,
  mediaProcessingMs: 2_000,
  duplicateWindowMs: 12 * 3_600_000,
  audienceScaleMs: { x: 5 * 3_600_000, youtube: 22 * 3_600_000 },
};

export async function createSandbox(options: SandboxOptions): Promise<Sandbox> {
  const db = openStore(options.dataDir);
  const baseUrl = options.baseUrl.replace(/\/+$/, "");
  const seed = options.seed ?? "bandwagon";
  const secret = (key: string, prefix: string) => keepMeta(db, key, () => randomToken(prefix));
  const app = (platform: SandboxPlatform): SandboxApp => ({
    clientId: secret(`${platform}.client_id`, `sandbox-${platform}-`),
    clientSecret: secret(`${platform}.client_secret`, "secret-"),
    webhookSecret: secret(`${platform}.webhook_secret`, "hook-"),
    bearerToken: platform === "x" ? secret("x.bearer_token", "x-app-") : null,
  });
  const context: SandboxContext = {
    db,
    dataDir: options.dataDir,
    baseUrl,
    seed,
    now: options.now,
    wall: options.wall ?? Date.now,
    timings: { ...defaultTimings, ...options.timings },
    apps: { x: app("x"), youtube: app("youtube") },
    controlSecret: secret("control_secret", "control-"),
    redirectUris: options.redirectUris,
    receivers: options.receivers ?? null,
    deliver: options.deliver ?? ((request) => globalThis.fetch(request)),
  };
  seedProfiles(db, seed);

  let pumping: Promise<void> | null = null;
  return {
    handle: (request) => routeRequest(context, request),
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
    controlSecret: context.controlSecret,
    baseUrls: listBaseUrls(baseUrl),
    ledger: () => listLedger(db),
  };
}

async function pumpOnce(context: SandboxContext): Promise<void> {
  await verifySubscriptions(context);
  announceScheduled(context);
  announceReactions(context);
  await deliverDue(context);
}

function listBaseUrls(base: string): SandboxBaseUrls {
  return {
    x: {
      authorize: `${base}/x/i/oauth2/authorize`,
      api: `${base}/x/2`,
      web: `${base}/x`,
      appToken: `${base}/x/oauth2/token`,
    },
    youtube: {
      authorize: `${base}/youtube/o/oauth2/v2/auth`,
      token: `${base}/youtube/token`,
      revoke: `${base}/youtube/revoke`,
      api: `${base}/youtube/youtube/v3`,
      upload: `${base}/youtube/upload/youtube/v3`,
      hub: `${base}/youtube/subscribe`,
      web: `${base}/youtube`,
    },
    ai: `${base}/ai/v1`,
    control: `${base}/control`,
  };
}
