import { catalog, type Platform } from "@/lib/platforms/catalog";
import { callbackUrl } from "@/server/accounts/callback-url";
import { readSandboxApps } from "@/server/accounts/sandbox-apps";
import type { Ctx } from "@/server/context";
import { loopbackUrl } from "@/server/http/loopback-url";
import type { Endpoints, OAuthClient } from "@/server/platforms/adapter";
import { realEndpoints, sandboxEndpoints } from "@/server/platforms/registry";

type Runtime = Pick<Ctx["runtime"], "env" | "sandbox">;

export type Provider =
  | {
      ok: true;
      client: OAuthClient;
      /** Where the person's browser is sent. */
      authorize: Endpoints;
      /** Where this server calls. */
      endpoints: Endpoints;
    }
  | { ok: false; problem: "missing_variables" | "sandbox_off"; missing: string[] };

/** Everything that starting, finishing and renewing a connection needs from the environment. */
export function findProvider(runtime: Runtime, platform: Platform, sandbox: boolean): Provider {
  return sandbox ? findSandboxProvider(runtime, platform) : findRealProvider(runtime, platform);
}

function findRealProvider({ env }: Runtime, platform: Platform): Provider {
  const clientId = readVariable(env, variableName(platform, "CLIENT_ID"));
  const clientSecret = readVariable(env, variableName(platform, "CLIENT_SECRET"));
  const missing = missingVariables({ env }, platform);
  if (!clientId || missing.length > 0) return { ok: false, problem: "missing_variables", missing };
  const endpoints = realEndpoints[platform];
  const redirectUri = callbackUrl(env, platform);
  return {
    ok: true,
    client: { clientId, clientSecret, redirectUri },
    authorize: endpoints,
    endpoints,
  };
}

function findSandboxProvider(runtime: Runtime, platform: Platform): Provider {
  const app = findSandboxApp(runtime, platform);
  if (!app) return { ok: false, problem: "sandbox_off", missing: [] };
  return {
    ok: true,
    client: { ...app, redirectUri: callbackUrl(runtime.env, platform) },
    authorize: sandboxEndpoints(browserSandboxUrl(runtime))[platform],
    endpoints: sandboxEndpoints(serverSandboxUrl(runtime))[platform],
  };
}

/** Variables of this platform that must be set before a real account can be connected. */
export function missingVariables({ env }: Pick<Runtime, "env">, platform: Platform): string[] {
  return requiredVariables(platform).filter((name) => !readVariable(env, name));
}

/** The redirect URL has a default, so it is never missing. */
export function requiredVariables(platform: Platform): string[] {
  return catalog[platform].envNames.filter((name) => !name.endsWith("_REDIRECT_URI"));
}

export function readVariable(env: Runtime["env"], name: string): string | null {
  const value = env[name as keyof Runtime["env"]];
  return typeof value === "string" && value !== "" ? value : null;
}

const variableName = (platform: Platform, part: string) =>
  `OAUTH_${platform.toUpperCase()}_${part}`;

const browserSandboxUrl = ({ env }: Runtime) => env.SANDBOX_URL ?? `${env.APP_URL}/sandbox`;
const serverSandboxUrl = ({ env }: Runtime) => env.SANDBOX_URL ?? `${loopbackUrl(env)}/sandbox`;

function findSandboxApp(runtime: Runtime, platform: Platform) {
  const app = readSandboxApps(runtime)?.[platform];
  return app ? { clientId: app.clientId, clientSecret: app.clientSecret } : null;
}

export const isSandboxAvailable = (runtime: Runtime, platform: Platform) =>
  findSandboxApp(runtime, platform) !== null;

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
