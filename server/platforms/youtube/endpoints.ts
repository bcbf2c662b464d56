import type { Endpoints, SandboxUrl } from "../adapter";

const real: Endpoints = {
  authorize: "https://accounts.google.com/o/oauth2/v2/auth",
  token: "https://oauth2.googleapis.com/token",
  revoke: "https://oauth2.googleapis.com/revoke",
  api: "https://www.googleapis.com/youtube/v3",
  upload: "https://www.googleapis.com/upload/youtube/v3",
  site: "https://www.youtube.com",
};

/** Reports live on a host of their own. */
export function toAnalyticsBase(endpoints: Endpoints): string {
  if (endpoints.api === real.api) return "https://youtubeanalytics.googleapis.com/v2";
  return endpoints.api.replace(/\/youtube\/v3$/, "/youtubeanalytics/v2");
}

/** Where notices of a channel's videos are asked for. */
export function toHub(endpoints: Endpoints): string {
  if (endpoints.api === real.api) return "https://pubsubhubbub.appspot.com/subscribe";
  return endpoints.api.replace(/\/youtube\/v3$/, "/subscribe");
}

/** Google's hosts, or their paths below the sandbox. */
export function youtubeEndpoints(sandbox: SandboxUrl): Endpoints {
  if (sandbox === null) return real;
  const base = `${sandbox.replace(/\/+$/, "")}/youtube`;
  return {
    authorize: `${base}/o/oauth2/v2/auth`,
    token: `${base}/token`,
    revoke: `${base}/revoke`,
    api: `${base}/youtube/v3`,
    upload: `${base}/upload/youtube/v3`,
    site: base,
  };
}
