import type { Endpoints, SandboxUrl } from "../adapter";

/** There is no consent page: a session begins at the service, which names the account's own server. */
export function blueskyEndpoints(sandbox: SandboxUrl): Endpoints {
  const base = sandbox === null ? null : `${sandbox.replace(/\/+$/, "")}/bluesky`;
  const api = base ?? "https://bsky.social";
  const site = base ?? "https://bsky.app";
  return { authorize: "", token: "", revoke: "", api, upload: api, site };
}
