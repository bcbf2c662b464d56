import type { Route } from "../context";
import { showPost } from "../permalinks";
import type { PlatformModule } from "../platform-module";
import { xMediaRoutes } from "./media";
import { xOAuthRoutes } from "./oauth";
import { announceReactions } from "./subscriptions";
import { xTweetRoutes } from "./tweets";
import { xUserRoutes } from "./users";
import { xWebhookRoutes } from "./webhooks";

const shown = { views: "Views", likes: "Likes", comments: "Comments", shares: "Reposts" };

const pages: Route[] = [
  {
    method: "GET",
    path: "x/{username}/status/{id}",
    handle: (call) => showPost(call, "x", call.params.id ?? "", shown),
  },
];

export const xModule: PlatformModule = {
  platform: "x",
  label: "X",
  words: { as: "a profile you own", publish: "Publish posts on this profile", unit: "followers" },
  glyph:
    "M214.75,211.71l-62.6-98.38,61.77-67.95a8,8,0,0,0-11.84-10.76L143.24,99.34,102.75,35.71A8,8,0,0,0,96,32H48a8,8,0,0,0-6.75,12.3l62.6,98.37-61.77,68a8,8,0,1,0,11.84,10.76l58.84-64.72,40.49,63.63A8,8,0,0,0,160,224h48a8,8,0,0,0,6.75-12.29ZM164.39,208,62.57,48h29L193.43,208Z",
  profiles: [
    {
      username: "northlight",
      name: "Northlight Coffee",
      about: "Roasted in small batches.",
      followers: 4812,
    },
    {
      username: "haldenandco",
      name: "Halden & Co",
      about: "Furniture that gets repaired.",
      followers: 961,
    },
    {
      username: "marlowcycles",
      name: "Marlow Cycles",
      about: "Bikes for every day.",
      followers: 18240,
    },
  ],
  toAccountId: (hash) =>
    `14${BigInt(`0x${hash.slice(0, 14)}`)
      .toString()
      .padStart(17, "0")
      .slice(0, 17)}`,
  appTokenPrefix: "x-app-",
  audience: {
    scaleMs: 5 * 3_600_000,
    rates: { likes: 0.022, shares: 0.0035, comments: 0.0028, clicks: 0.014, saves: 0.003 },
  },
  routes: [
    ...xOAuthRoutes,
    ...xTweetRoutes,
    ...xMediaRoutes,
    ...xUserRoutes,
    ...xWebhookRoutes,
    ...pages,
  ],
  pump: announceReactions,
};
