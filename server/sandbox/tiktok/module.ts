import type { Route } from "../context";
import { showPost } from "../permalinks";
import type { PlatformModule } from "../platform-module";
import { tiktokCreatorRoutes } from "./creators";
import { tiktokPhotoRoutes } from "./init-photos";
import { tiktokVideoInitRoutes } from "./init-video";
import { tiktokOAuthRoutes } from "./oauth";
import { announceProgress } from "./publishing";
import { tiktokStatusRoutes } from "./status";
import { tiktokUploadRoutes } from "./upload";
import { tiktokVideoRoutes } from "./videos";

const shown = { views: "Views", likes: "Likes", comments: "Comments", shares: "Shares" };

const pages: Route[] = ["video", "photo"].map((kind) => ({
  method: "GET",
  path: `tiktok/@{user}/${kind}/{id}`,
  handle: (call) => showPost(call, "tiktok", call.params.id ?? "", shown),
}));

export const tiktokModule: PlatformModule = {
  platform: "tiktok",
  label: "TikTok",
  words: { as: "a profile you own", publish: "Post to this profile", unit: "followers" },
  glyph:
    "M224,72a48.05,48.05,0,0,1-48-48,8,8,0,0,0-8-8H128a8,8,0,0,0-8,8V156a20,20,0,1,1-28.57-18.08A8,8,0,0,0,96,130.69V88a8,8,0,0,0-9.4-7.88C50.91,86.48,24,119.1,24,156a76,76,0,0,0,152,0V116.29A103.25,103.25,0,0,0,224,128a8,8,0,0,0,8-8V80A8,8,0,0,0,224,72Zm-8,39.64a87.19,87.19,0,0,1-43.33-16.15A8,8,0,0,0,160,102v54a60,60,0,0,1-120,0c0-25.9,16.64-49.13,40-57.6v27.67A36,36,0,1,0,136,156V32h24.5A64.14,64.14,0,0,0,216,87.5Z",
  hue: 195,
  profiles: [
    {
      username: "northlightcoffee",
      name: "Northlight Coffee",
      about: "Pour overs in half a minute.",
      followers: 8420,
    },
    {
      username: "haldenrepairs",
      name: "Halden & Co",
      about: "Old chairs, new legs.",
      followers: 930,
    },
    {
      username: "marlowcycles",
      name: "Marlow Cycles",
      about: "For friends of the workshop. A private account.",
      followers: 214,
    },
  ],
  toAccountId: (hash) => `-000${Buffer.from(hash, "hex").toString("base64url").slice(0, 32)}`,
  audience: {
    scaleMs: 8 * 3_600_000,
    rates: { likes: 0.07, shares: 0.012, comments: 0.006, clicks: 0, saves: 0.01 },
  },
  routes: [
    ...tiktokOAuthRoutes,
    ...tiktokCreatorRoutes,
    ...tiktokVideoInitRoutes,
    ...tiktokPhotoRoutes,
    ...tiktokUploadRoutes,
    ...tiktokStatusRoutes,
    ...tiktokVideoRoutes,
    ...pages,
  ],
  pump: announceProgress,
};
