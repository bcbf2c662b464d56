import type { Endpoints, SandboxUrl } from "../adapter";

const real: Endpoints = {
  authorize: "https://www.tiktok.com/v2/auth/authorize/",
  token: "https://open.tiktokapis.com/v2/oauth/token/",
  revoke: "https://open.tiktokapis.com/v2/oauth/revoke/",
  api: "https://open.tiktokapis.com/v2",
  upload: "https://open-upload.tiktokapis.com",
  site: "https://www.tiktok.com",
};

const UPLOAD_DOMAIN = /(^|\.)tiktokapis\.com$/;

/** TikTok's hosts, or their paths below the sandbox. Trailing slashes are part of the addresses. */
export function tiktokEndpoints(sandbox: SandboxUrl): Endpoints {
  if (sandbox === null) return real;
  const base = `${sandbox.replace(/\/+$/, "")}/tiktok`;
  return {
    authorize: `${base}/v2/auth/authorize/`,
    token: `${base}/v2/oauth/token/`,
    revoke: `${base}/v2/oauth/revoke/`,
    api: `${base}/v2`,
    upload: `${base}/upload`,
    site: base,
  };
}

/** Upload hosts differ by region, but all are TikTok's: no bytes go to any other address. */
export function isUploadUrl(endpoints: Endpoints, url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { origin, protocol, hostname } = new URL(url);
  if (origin === new URL(endpoints.upload).origin) return true;
  return endpoints.upload === real.upload && protocol === "https:" && UPLOAD_DOMAIN.test(hostname);
}
