import { catalog } from "@/lib/platforms/catalog";
import type { Platform } from "@/lib/platforms/platform";
import { appOf, callbackUrl, oauthVariable } from "@/server/accounts/callback-url";
import { readSandboxApps } from "@/server/accounts/sandbox-apps";
import type { Ctx } from "@/server/context";
import { loopbackUrl } from "@/server/http/loopback-url";
import { toProductMs } from "@/server/human-time";
import type { CallContext, Endpoints, OAuthClient, SandboxUrl } from "@/server/platforms/adapter";
import { getAdapter } from "@/server/platforms/registry";

type Runtime = Pick<Ctx["runtime"], "env" | "sandbox">;

export type Provider =
  | {
      ok: true;
      client: OAuthClient;
      /** Where the person's browser is sent. */
      authorize: Endpoints;
      /** Where this server calls. */
      endpoints: Endpoints;
      /** What the operator's app may ask for beyond the catalog, such as a company's pages. */
      extraScopes: string[];
    }
  | { ok: false; problem: "missing_variables" | "sandbox_off"; missing: string[] };

/** Everything that starting, finishing and renewing a connection needs from the environment. */
export function findProvider(runtime: Runtime, platform: Platform, sandbox: boolean): Provider {
  return sandbox ? findSandboxProvider(runtime, platform) : findRealProvider(runtime, platform);
}

function findRealProvider({ env }: Runtime, platform: Platform): Provider {
  const clientId = readVariable(env, oauthVariable(platform, "CLIENT_ID"));
  const clientSecret = readVariable(env, oauthVariable(platform, "CLIENT_SECRET"));
  const missing = missingVariables({ env }, platform);
  if (!clientId || missing.length > 0) return { ok: false, problem: "missing_variables", missing };
  const endpoints = getAdapter(platform).endpoints(null);
  const redirectUri = callbackUrl(env, platform);
  return {
    ok: true,
    client: { clientId, clientSecret, redirectUri },
    authorize: endpoints,
    endpoints,
    extraScopes: (readVariable(env, oauthVariable(platform, "EXTRA_SCOPES")) ?? "")
      .split(/[\s,]+/)
      .filter(Boolean),
  };
}

function findSandboxProvider(runtime: Runtime, platform: Platform): Provider {
  const app = findSandboxApp(runtime, platform);
  if (!app) return { ok: false, problem: "sandbox_off", missing: [] };
  const { endpoints } = getAdapter(platform);
  return {
    ok: true,
    client: { ...app, redirectUri: callbackUrl(runtime.env, platform) },
    authorize: endpoints(browserSandboxUrl(runtime)),
    endpoints: endpoints(serverSandboxUrl(runtime)),
    extraScopes: [...(catalog[platform].sandboxScopes ?? [])],
  };
}

/** Where this server calls a platform that needs no app: its real base, or the sandbox's. */
export function findEndpoints(runtime: Runtime, platform: Platform, sandbox: boolean): Endpoints {
  const base: SandboxUrl = sandbox ? serverSandboxUrl(runtime) : null;
  return getAdapter(platform).endpoints(base);
}

type Caller = Pick<Ctx["runtime"], "env" | "sandbox" | "egress" | "clock">;

/** What every call to a platform needs, with the API version that the environment chose. */
export function toCallContext(
  runtime: Caller,
  platform: Platform,
  endpoints: Endpoints,
): CallContext {
  const { connect } = getAdapter(platform);
  const provesCalls = connect.kind === "oauth" && connect.provesCalls === true;
  return {
    endpoints,
    ...chosenVersion(runtime, platform),
    ...(provesCalls ? { appSecret: findAppSecret(runtime, platform, endpoints) } : {}),
    http: runtime.egress,
    now: () => runtime.clock.now(),
    toProductMs: (realMs) => toProductMs(runtime.clock, realMs),
  };
}

/** The API version that the environment chose; nothing: the catalog's is used. */
export function chosenVersion({ env }: Pick<Runtime, "env">, platform: Platform) {
  const { apiVersion } = catalog[platform];
  const chosen = apiVersion && readVariable(env, apiVersion.envName);
  return chosen ? { apiVersion: chosen } : {};
}

function findAppSecret(runtime: Runtime, platform: Platform, { api }: Endpoints): string | null {
  if (!api.startsWith(`${serverSandboxUrl(runtime)}/`)) {
    return readVariable(runtime.env, oauthVariable(platform, "CLIENT_SECRET"));
  }
  return findSandboxApp(runtime, platform)?.clientSecret ?? null;
}

/** Variables of this platform that must be set before a real account can be connected. */
export function missingVariables({ env }: Pick<Runtime, "env">, platform: Platform): string[] {
  return requiredVariables(platform).filter((name) => !readVariable(env, name));
}

/** The redirect URL has a default, so it is never missing. */
export function requiredVariables(platform: Platform): string[] {
  const { envNames, optionalEnvNames = [] } = catalog[platform];
  return envNames.filter(
    (name) => !name.endsWith("_REDIRECT_URI") && !optionalEnvNames.includes(name),
  );
}

export const readVariable = ({ providers }: Pick<Runtime["env"], "providers">, name: string) =>
  providers[name] || null;

const browserSandboxUrl = ({ env }: Runtime) => env.SANDBOX_URL ?? `${env.APP_URL}/sandbox`;
export const serverSandboxUrl = ({ env }: Pick<Runtime, "env">) =>
  env.SANDBOX_URL ?? `${loopbackUrl(env)}/sandbox`;

/** Addresses that are surely the sandbox's, whoever says them. */
export const listSandboxBases = (runtime: Runtime) => [
  browserSandboxUrl(runtime),
  serverSandboxUrl(runtime),
];

function findSandboxApp(runtime: Runtime, platform: Platform) {
  const apps = readSandboxApps(runtime);
  const app = apps?.[appOf(platform)] ?? apps?.[platform];
  return app ? { clientId: app.clientId, clientSecret: app.clientSecret } : null;
}

/** The sandbox runs, and imitates this platform. */
export const isSandboxAvailable = (runtime: Runtime, platform: Platform) =>
  readSandboxApps(runtime)?.[platform] !== undefined;

const sandboxScheme = "sandbox:";

/**
 * As an account keeps them. The sandbox moves with PORT or SANDBOX_URL, so its addresses are kept
 * relative to it; a real account keeps the addresses it was connected at.
 */
export function toStoredEndpoints(
  runtime: Runtime,
  endpoints: Endpoints,
  sandbox: boolean,
): Record<string, string> {
  if (!sandbox) return { ...endpoints };
  const base = serverSandboxUrl(runtime);
  return mapValues({ ...endpoints }, (url) =>
    url.startsWith(base) ? `${sandboxScheme}${url.slice(base.length)}` : url,
  );
}

export function openStoredEndpoints(runtime: Runtime, stored: Record<string, string>): Endpoints {
  const open = (url: string | undefined, base: (runtime: Runtime) => string) =>
    url?.startsWith(sandboxScheme) ? base(runtime) + url.slice(sandboxScheme.length) : (url ?? "");
  return {
    authorize: open(stored.authorize, browserSandboxUrl),
    token: open(stored.token, serverSandboxUrl),
    revoke: open(stored.revoke, serverSandboxUrl),
    api: open(stored.api, serverSandboxUrl),
    upload: open(stored.upload, serverSandboxUrl),
    // Permalinks are opened by people.
    site: open(stored.site, browserSandboxUrl),
  };
}

function mapValues(record: Record<string, string>, map: (value: string) => string) {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}
