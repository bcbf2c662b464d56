import { linkedin } from "@/lib/platforms/entries/linkedin";
import type { CallContext, Endpoints, SandboxUrl } from "../adapter";

export function linkedinEndpoints(sandbox: SandboxUrl): Endpoints {
  const base = sandbox === null ? null : `${sandbox.replace(/\/+$/, "")}/linkedin`;
  const site = base ?? "https://www.linkedin.com";
  const api = base ?? "https://api.linkedin.com";
  return {
    authorize: `${site}/oauth/v2/authorization`,
    token: `${site}/oauth/v2/accessToken`,
    revoke: `${site}/oauth/v2/revoke`,
    api,
    upload: api,
    site,
  };
}

export const versionOf = ({ apiVersion }: CallContext): string =>
  apiVersion ?? linkedin.apiVersion?.value ?? "";

/** Upload addresses come from LinkedIn's answers: the token goes to its own hosts only. */
export function isOwnHost({ endpoints }: CallContext, url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { origin } = new URL(url);
  return [endpoints.api, endpoints.site].some((own) => new URL(own).origin === origin);
}
