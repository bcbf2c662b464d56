import type { Endpoints, SandboxUrl } from "../adapter";

/** X answers under two hosts; the sandbox under one path. */
export function xEndpoints(sandbox: SandboxUrl): Endpoints {
  const base = sandbox === null ? null : `${sandbox.replace(/\/+$/, "")}/x`;
  const api = `${base ?? "https://api.x.com"}/2`;
  const site = base ?? "https://x.com";
  return {
    authorize: `${site}/i/oauth2/authorize`,
    token: `${api}/oauth2/token`,
    revoke: `${api}/oauth2/revoke`,
    api,
    upload: api,
    site,
  };
}
