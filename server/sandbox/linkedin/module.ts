import type { PlatformModule } from "../platform-module";
import { subscriptionRoutes } from "./event-subscriptions";
import { identityRoutes } from "./identity";
import { members, pages, toOrganizationUrn, toPersonUrn } from "./ids";
import { oauthRoutes } from "./oauth";
import { postRoutes } from "./posts";
import { statisticsRoutes } from "./statistics";
import { uploadRoutes } from "./uploads";
import { announceReactions } from "./webhooks";

const audience = {
  scaleMs: 10 * 3_600_000,
  rates: { likes: 0.02, shares: 0.003, comments: 0.005, clicks: 0.018, saves: 0.002 },
};

export const linkedinModule: PlatformModule = {
  platform: members,
  label: "LinkedIn",
  words: {
    as: "yourself, or a page you look after",
    publish: "Publish posts in this name",
    unit: "followers",
  },
  glyph:
    "M216,24H40A16,16,0,0,0,24,40V216a16,16,0,0,0,16,16H216a16,16,0,0,0,16-16V40A16,16,0,0,0,216,24Zm0,192H40V40H216V216ZM96,112v64a8,8,0,0,1-16,0V112a8,8,0,0,1,16,0Zm88,28v36a8,8,0,0,1-16,0V140a20,20,0,0,0-40,0v36a8,8,0,0,1-16,0V112a8,8,0,0,1,15.79-1.78A36,36,0,0,1,184,140ZM100,84A12,12,0,1,1,88,72,12,12,0,0,1,100,84Z",
  hue: 240,
  profiles: [
    {
      username: "inesmoreau",
      name: "Ines Moreau",
      about: "Marketing for small makers.",
      followers: 2_310,
    },
  ],
  toAccountId: toPersonUrn,
  audience,
  routes: [
    ...oauthRoutes,
    ...identityRoutes,
    ...uploadRoutes,
    ...postRoutes,
    ...statisticsRoutes,
    ...subscriptionRoutes,
  ],
  pump: announceReactions,
};

/** The pages a member may choose on the same consent page; posts of both are LinkedIn's. */
export const linkedinPagesModule: PlatformModule = {
  ...linkedinModule,
  platform: pages,
  label: "LinkedIn pages",
  sharesAppOf: members,
  profiles: [
    {
      username: "northlight-coffee",
      name: "Northlight Coffee",
      about: "Roasted in small batches.",
      followers: 3_420,
    },
    {
      username: "halden-and-co",
      name: "Halden & Co",
      about: "Furniture that gets repaired.",
      followers: 840,
    },
    {
      username: "marlow-cycles",
      name: "Marlow Cycles",
      about: "Bikes for every day.",
      followers: 11_900,
    },
  ],
  toAccountId: toOrganizationUrn,
  routes: [],
  pump: undefined,
};
