import type { Route, SandboxContext } from "../context";
import { toGraphId } from "../meta/ids";
import { announceReactions } from "../meta/subscriptions";
import { showPost } from "../permalinks";
import type { PlatformModule } from "../platform-module";
import type { PostRow } from "../posts";
import { readDetail } from "./edges";

const shown = { views: "Views", likes: "Likes", comments: "Comments", saves: "Saves" };

const pages: Route[] = [
  {
    method: "GET",
    path: "instagram/p/{code}",
    handle: (call) => showPost(call, "instagram", call.url.searchParams.get("id") ?? "", shown),
  },
];

/** Likes, shares and saves are never told. */
function toChange(post: PostRow, _metric: string, number: number) {
  return {
    field: "comments",
    value: {
      id: `${post.id}${number}`,
      text: "Where can I get this?",
      from: { id: `9${number}`, username: "a_made_up_person" },
      media: { id: post.id, media_product_type: readDetail(post).product },
    },
  };
}

/** Its calls are the Graph's, which stands with Facebook: one app, one consent, one address. */
export const instagramModule: PlatformModule = {
  platform: "instagram",
  sharesAppOf: "facebook",
  label: "Instagram",
  words: {
    as: "a professional account of yours",
    publish: "Publish posts on this account",
    unit: "followers",
    kind: "account",
  },
  glyph:
    "M128,80a48,48,0,1,0,48,48A48.05,48.05,0,0,0,128,80Zm0,80a32,32,0,1,1,32-32A32,32,0,0,1,128,160ZM176,24H80A56.06,56.06,0,0,0,24,80v96a56.06,56.06,0,0,0,56,56h96a56.06,56.06,0,0,0,56-56V80A56.06,56.06,0,0,0,176,24Zm40,152a40,40,0,0,1-40,40H80a40,40,0,0,1-40-40V80A40,40,0,0,1,80,40h96a40,40,0,0,1,40,40ZM192,76a12,12,0,1,1-12-12A12,12,0,0,1,192,76Z",
  hue: 350,
  profiles: [
    {
      username: "northlight.coffee",
      name: "Northlight Coffee",
      about: "Beans, cups and early mornings.",
      followers: 8_930,
    },
    {
      username: "halden.and.co",
      name: "Halden & Co",
      about: "Before and after.",
      followers: 2_260,
    },
    {
      username: "marlowcycles",
      name: "Marlow Cycles",
      about: "Bikes for every day.",
      followers: 31_700,
    },
  ],
  toAccountId: (hash) => toGraphId("17841", hash),
  audience: {
    scaleMs: 12 * 3_600_000,
    rates: { likes: 0.045, shares: 0.006, comments: 0.004, clicks: 0, saves: 0.009 },
  },
  routes: pages,
  pump: (context: SandboxContext) =>
    announceReactions(context, "instagram", ["comments"], toChange),
};
