import type { Route, SandboxContext } from "../context";
import { showPost } from "../permalinks";
import type { PlatformModule } from "../platform-module";
import { announceScheduled, verifySubscriptions, youtubeHubRoutes } from "./hub";
import { youtubeOAuthRoutes } from "./oauth";
import { youtubeReportRoutes } from "./reports";
import { youtubeThumbnailRoutes } from "./thumbnails";
import { youtubeUploadRoutes } from "./upload";
import { youtubeVideoRoutes } from "./videos";

const pages: Route[] = [
  {
    method: "GET",
    path: "youtube/watch",
    handle: (call) => showPost(call, "youtube", call.url.searchParams.get("v") ?? ""),
  },
  {
    method: "GET",
    path: "youtube/shorts/{id}",
    handle: (call) => showPost(call, "youtube", call.params.id ?? ""),
  },
];

export const youtubeModule: PlatformModule = {
  platform: "youtube",
  label: "YouTube",
  words: { as: "a channel you own", publish: "Upload videos to this channel", unit: "subscribers" },
  glyph:
    "M164.44,121.34l-48-32A8,8,0,0,0,104,96v64a8,8,0,0,0,12.44,6.66l48-32a8,8,0,0,0,0-13.32ZM120,145.05V111l25.58,17ZM234.33,69.52a24,24,0,0,0-14.49-16.4C185.56,39.88,131,40,128,40s-57.56-.12-91.84,13.12a24,24,0,0,0-14.49,16.4C19.08,79.5,16,97.74,16,128s3.08,48.5,5.67,58.48a24,24,0,0,0,14.49,16.41C69,215.56,120.4,216,127.34,216h1.32c6.94,0,58.37-.44,91.18-13.11a24,24,0,0,0,14.49-16.41c2.59-10,5.67-28.22,5.67-58.48S236.92,79.5,234.33,69.52Zm-15.49,113a8,8,0,0,1-4.77,5.49c-31.65,12.22-85.48,12-86,12H128c-.54,0-54.33.2-86-12a8,8,0,0,1-4.77-5.49C34.8,173.39,32,156.57,32,128s2.8-45.39,5.16-54.47A8,8,0,0,1,41.93,68c30.52-11.79,81.66-12,85.85-12h.27c.54,0,54.38-.18,86,12a8,8,0,0,1,4.77,5.49C221.2,82.61,224,99.43,224,128S221.2,173.39,218.84,182.47Z",
  hue: 25,
  profiles: [
    {
      username: "northlightbrews",
      name: "Northlight Brews",
      about: "Brewing, slowly explained.",
      followers: 2310,
    },
    {
      username: "haldenworkshop",
      name: "Halden Workshop",
      about: "Repairs from start to end.",
      followers: 640,
    },
    {
      username: "marlowrides",
      name: "Marlow Rides",
      about: "Short rides, long views.",
      followers: 31500,
    },
  ],
  toAccountId: (hash) => `UC${Buffer.from(hash, "hex").toString("base64url").slice(0, 22)}`,
  audience: {
    scaleMs: 22 * 3_600_000,
    rates: { likes: 0.038, shares: 0.006, comments: 0.004, clicks: 0.004, saves: 0.005 },
  },
  routes: [
    ...youtubeOAuthRoutes,
    ...youtubeUploadRoutes,
    ...youtubeThumbnailRoutes,
    ...youtubeVideoRoutes,
    ...youtubeReportRoutes,
    ...youtubeHubRoutes,
    ...pages,
  ],
  pump: async (context: SandboxContext) => {
    await verifySubscriptions(context);
    announceScheduled(context);
  },
};
