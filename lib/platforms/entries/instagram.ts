import type { PlatformEntry } from "../entry";

const MB = 1024 * 1024;

const upright = { aspect: { min: 0.01, max: 10 } };

export const instagram: PlatformEntry = {
  platform: "instagram",
  preview: "photo",
  glyph:
    "M128,80a48,48,0,1,0,48,48A48.05,48.05,0,0,0,128,80Zm0,80a32,32,0,1,1,32-32A32,32,0,0,1,128,160ZM176,24H80A56.06,56.06,0,0,0,24,80v96a56.06,56.06,0,0,0,56,56h96a56.06,56.06,0,0,0,56-56V80A56.06,56.06,0,0,0,176,24Zm40,152a40,40,0,0,1-40,40H80a40,40,0,0,1-40-40V80A40,40,0,0,1,80,40h96a40,40,0,0,1,40,40ZM192,76a12,12,0,1,1-12-12A12,12,0,0,1,192,76Z",
  label: "Instagram",
  noun: "Account",
  ownHosts: ["instagram.com"],
  connect: "oauth",
  oauthApp: "facebook",
  scopes: [
    "instagram_basic",
    "instagram_content_publish",
    "instagram_manage_contents",
    "instagram_manage_comments",
    "instagram_manage_insights",
    "pages_show_list",
    "pages_read_engagement",
  ],
  scopeWords: {
    instagram_basic: "See your professional Instagram account",
    instagram_content_publish: "Post to your Instagram account",
    instagram_manage_contents: "Delete a post that was posted from here",
    instagram_manage_comments: "Be told of comments and mentions",
    instagram_manage_insights: "Read how often posts were seen",
    pages_show_list: "See the page that your Instagram account is linked to",
    pages_read_engagement: "Read through that page what belongs to your account",
    business_management: "See accounts that belong to your business",
  },
  formats: [
    {
      key: "image",
      label: "Image",
      media: { min: 1, max: 1, kinds: ["image"] },
    },
    {
      key: "carousel",
      label: "Carousel",
      note: "Two to ten images or videos to swipe through.",
      media: { min: 2, max: 10, kinds: ["image", "video"], mixed: true },
      video: { durationSeconds: { min: 3, max: 60 }, maxBytes: 100 * MB },
    },
    {
      key: "reel",
      label: "Reel",
      note: "A video of 3 seconds to 15 minutes, best upright.",
      media: { min: 1, max: 1, kinds: ["video"] },
      options: [
        {
          name: "shareToFeed",
          label: "Also show it in the feed",
          kind: "flag",
          required: false,
          initial: "true",
        },
      ],
    },
    {
      key: "story",
      label: "Story",
      note: "Shown for a day. A text is not shown.",
      media: { min: 1, max: 1, kinds: ["image", "video"] },
      images: upright,
      video: { durationSeconds: { min: 3, max: 60 }, maxBytes: 100 * MB },
    },
  ],
  text: { max: 2200, unit: "chars", required: false },
  title: null,
  media: {
    images: {
      max: 10,
      mimeTypes: ["image/jpeg"],
      maxBytes: 8 * MB,
      aspect: { min: 0.8, max: 1.91 },
      minWidth: 320,
    },
    video: {
      required: false,
      mimeTypes: ["video/mp4", "video/quicktime"],
      maxBytes: 300 * MB,
      durationSeconds: { min: 3, max: 900 },
    },
    altTextMax: 1000,
  },
  fetchesMedia: true,
  metrics: {
    views: "pull",
    likes: "pull",
    shares: "pull",
    comments: "pull",
    clicks: "ingest",
    saves: "pull",
    conversions: "ingest",
  },
  pull: {
    minIntervalMinutes: 30,
    maxBatch: 25,
    costPerPostUsd: null,
    // A story's numbers can be read for a day only, so one reading comes just before that.
    scheduleHours: [0.5, 1, 3, 6, 12, 23, 48, 96, 168, 336, 720],
  },
  dailyPosts: 100,
  tokenLifetime: null,
  apiVersion: { envName: "META_GRAPH_VERSION", value: "v25.0", sunset: "2028-07-29" },
  envNames: [
    "OAUTH_FACEBOOK_CLIENT_ID",
    "OAUTH_FACEBOOK_CLIENT_SECRET",
    "OAUTH_FACEBOOK_REDIRECT_URI",
  ],
  setupSteps: [
    "Set up the Meta app as described for Facebook: Instagram uses the same app and the same consent.",
    "Add the permission instagram_manage_contents to the app, which Instagram's use case may leave out: without it no post can be removed.",
    "Turn the Instagram account into a professional one and link it to a Facebook page.",
    "Make sure this server can be reached from outside: Instagram fetches images and videos from it.",
    "Under Webhooks, subscribe the object Instagram to the fields comments and mentions at the webhook URL shown here.",
  ],
  reviewNote:
    "Until Meta has reviewed the app, it works for people with a role in it only. Ask for Advanced Access to each permission.",
  webhook: true,
  accessNote: "Free. An account can publish 100 posts in 24 hours; a carousel counts as one.",
};
