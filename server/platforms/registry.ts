import type { Platform } from "@/lib/platforms/catalog";
import type { Endpoints, PlatformAdapter } from "./adapter";
import { blogAdapter } from "./blog/adapter";
import { xAdapter } from "./x/adapter";
import { youtubeAdapter } from "./youtube/adapter";

export const adapters: Readonly<Record<Platform, PlatformAdapter>> = {
  x: xAdapter,
  youtube: youtubeAdapter,
  blog: blogAdapter,
};

export function getAdapter(platform: Platform): PlatformAdapter {
  return adapters[platform];
}

export type PlatformEndpoints = Readonly<Record<Platform, Endpoints>>;

// A blog's one address is typed by the person who connects it.
const none: Endpoints = { authorize: "", token: "", revoke: "", api: "", upload: "", site: "" };

export const realEndpoints: PlatformEndpoints = {
  x: {
    authorize: "https://x.com/i/oauth2/authorize",
    token: "https://api.x.com/2/oauth2/token",
    revoke: "https://api.x.com/2/oauth2/revoke",
    api: "https://api.x.com/2",
    upload: "https://api.x.com/2",
    site: "https://x.com",
  },
  youtube: {
    authorize: "https://accounts.google.com/o/oauth2/v2/auth",
    token: "https://oauth2.googleapis.com/token",
    revoke: "https://oauth2.googleapis.com/revoke",
    api: "https://www.googleapis.com/youtube/v3",
    upload: "https://www.googleapis.com/upload/youtube/v3",
    site: "https://www.youtube.com",
  },
  blog: none,
};

/** The same paths behind the sandbox's base. */
export function sandboxEndpoints(baseUrl: string): PlatformEndpoints {
  const base = baseUrl.replace(/\/+$/, "");
  return {
    x: {
      authorize: `${base}/x/i/oauth2/authorize`,
      token: `${base}/x/2/oauth2/token`,
      revoke: `${base}/x/2/oauth2/revoke`,
      api: `${base}/x/2`,
      upload: `${base}/x/2`,
      site: `${base}/x`,
    },
    youtube: {
      authorize: `${base}/youtube/o/oauth2/v2/auth`,
      token: `${base}/youtube/token`,
      revoke: `${base}/youtube/revoke`,
      api: `${base}/youtube/youtube/v3`,
      upload: `${base}/youtube/upload/youtube/v3`,
      site: `${base}/youtube`,
    },
    blog: none,
  };
}
