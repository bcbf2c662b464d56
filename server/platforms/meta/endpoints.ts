import { catalog } from "@/lib/platforms/catalog";
import type { CallContext, Endpoints, SandboxUrl } from "../adapter";

/** Used where the environment names no other. */
export const GRAPH_VERSION = catalog.facebook.apiVersion?.value ?? "v25.0";

/**
 * One app, one consent and one Graph for every platform of Meta. Kept without the version, which is
 * put in at each call, so that an account outlives the version it was connected at.
 */
export function metaEndpoints(
  sandbox: SandboxUrl,
  platform: "facebook" | "instagram" | "whatsapp",
): Endpoints {
  const base = sandbox?.replace(/\/+$/, "") ?? null;
  const graph = base === null ? "https://graph.facebook.com" : `${base}/facebook`;
  const site = base === null ? `https://www.${platform}.com` : `${base}/${platform}`;
  const dialog = base === null ? "https://www.facebook.com" : `${base}/facebook`;
  return {
    authorize: `${dialog}/dialog/oauth`,
    token: `${graph}/oauth/access_token`,
    revoke: `${graph}/me/permissions`,
    api: graph,
    upload: base === null ? "https://graph-video.facebook.com" : graph,
    site,
  };
}

/** `https://graph.facebook.com/v25.0/…`; paths of other hosts are given with their base. */
export function toGraphUrl(context: CallContext, path: string, base?: string): string {
  return `${base ?? context.endpoints.api}/${context.apiVersion ?? GRAPH_VERSION}${path}`;
}

/** The token and revocation endpoints are kept without a version too. */
export function toVersionedUrl(context: CallContext, url: string): string {
  const { api } = context.endpoints;
  return url.startsWith(`${api}/`) ? toGraphUrl(context, url.slice(api.length)) : url;
}

const DIALOG = "/dialog/oauth";

/** So is the consent dialog, which has a host of its own. */
export function toDialogUrl({ authorize }: Endpoints, apiVersion = GRAPH_VERSION): string {
  if (!authorize.endsWith(DIALOG)) return authorize;
  return `${authorize.slice(0, -DIALOG.length)}/${apiVersion}${DIALOG}`;
}

/** Upload addresses come from Meta's answers: the token is sent to its own hosts only. */
export function isOwnHost(context: CallContext, url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { origin, protocol, hostname } = new URL(url);
  if (origin === new URL(context.endpoints.upload).origin) return true;
  if (origin === new URL(context.endpoints.api).origin) return true;
  const isMeta = new URL(context.endpoints.api).hostname.endsWith(".facebook.com");
  return isMeta && protocol === "https:" && hostname.endsWith(".facebook.com");
}
