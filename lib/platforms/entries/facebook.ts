import type { PlatformEntry } from "../entry";

const MB = 1024 * 1024;

export const facebook: PlatformEntry = {
  platform: "facebook",
  preview: "post",
  glyph:
    "M128,24A104,104,0,1,0,232,128,104.11,104.11,0,0,0,128,24Zm8,191.63V152h24a8,8,0,0,0,0-16H136V112a16,16,0,0,1,16-16h16a8,8,0,0,0,0-16H152a32,32,0,0,0-32,32v24H96a8,8,0,0,0,0,16h24v63.63a88,88,0,1,1,16,0Z",
  label: "Facebook",
  noun: "Page",
  ownHosts: ["facebook.com", "fb.watch"],
  connect: "oauth",
  scopes: [
    "pages_show_list",
    "pages_read_engagement",
    "pages_manage_posts",
    "pages_manage_metadata",
    "pages_read_user_content",
    "read_insights",
  ],
  scopeWords: {
    pages_show_list: "See which pages you look after",
    pages_read_engagement: "Read your page's posts and their counts",
    pages_manage_posts: "Post to your page and delete posts",
    pages_manage_metadata: "Be told when somebody reacts or comments",
    pages_read_user_content: "Count reactions and comments of visitors",
    read_insights: "Read how often posts were seen",
    business_management: "See pages that belong to your business",
    ads_management: "Make ads of your posts; they stay paused until you start them",
    ads_read: "See your ad accounts, and what ads brought and cost",
  },
  formats: [
    {
      key: "post",
      label: "Post",
      note: "Text, with a link card if you like.",
      media: { min: 0, max: 0, kinds: [] },
      options: [
        {
          name: "link",
          label: "Link",
          kind: "text",
          url: true,
          required: false,
          max: 2000,
          hint: "Shown as a card under the text.",
        },
      ],
    },
    {
      key: "photo",
      label: "Photo",
      text: { required: false },
      media: { min: 1, max: 1, kinds: ["image"] },
    },
    {
      key: "album",
      label: "Album",
      note: "Two to ten photos in one post.",
      text: { required: false },
      media: { min: 2, max: 10, kinds: ["image"] },
    },
    {
      key: "video",
      label: "Video",
      text: { required: false },
      title: { max: 255, required: false },
      media: { min: 1, max: 1, kinds: ["video"] },
    },
    {
      key: "reel",
      label: "Reel",
      note: "Upright, 3 to 90 seconds.",
      text: { required: false },
      media: { min: 1, max: 1, kinds: ["video"] },
      video: {
        maxBytes: 300 * MB,
        mimeTypes: ["video/mp4"],
        aspect: { min: 0.55, max: 0.575 },
        durationSeconds: { min: 3, max: 90 },
      },
      dailyPosts: 30,
    },
    {
      key: "story",
      label: "Story",
      note: "One photo or video, shown for a day. A text is not shown.",
      text: { required: false },
      media: { min: 1, max: 1, kinds: ["image", "video"] },
      video: {
        maxBytes: 300 * MB,
        mimeTypes: ["video/mp4"],
        aspect: { min: 0.55, max: 0.575 },
        durationSeconds: { min: 3, max: 60 },
      },
    },
  ],
  text: { max: 63_206, unit: "chars", required: true },
  title: null,
  media: {
    images: {
      max: 10,
      mimeTypes: ["image/jpeg", "image/png"],
      maxBytes: 4 * MB,
    },
    video: {
      required: false,
      mimeTypes: ["video/mp4", "video/quicktime"],
      maxBytes: 1024 * MB,
    },
    altTextMax: 1000,
  },
  fetchesMedia: false,
  metrics: {
    views: "pull",
    likes: "pull",
    shares: "pull",
    comments: "pull",
    clicks: "pull",
    saves: null,
    conversions: "ingest",
  },
  // Insights come in buckets of a day, so that closer readings would mostly find the same numbers.
  pull: {
    minIntervalMinutes: 30,
    maxBatch: 25,
    costPerPostUsd: null,
    scheduleHours: [0.5, 1, 3, 6, 12, 24, 48, 96, 168, 336, 720],
  },
  // A page's access has no end of its own; the person's, of which it is made, ends after 60 days.
  tokenLifetime: null,
  apiVersion: { envName: "META_GRAPH_VERSION", value: "v25.0", sunset: "2028-07-29" },
  ads: { scopes: ["ads_management", "ads_read"], where: "Ads Manager" },
  envNames: [
    "OAUTH_FACEBOOK_CLIENT_ID",
    "OAUTH_FACEBOOK_CLIENT_SECRET",
    "OAUTH_FACEBOOK_REDIRECT_URI",
  ],
  setupSteps: [
    "Create an app of the type Business at developers.facebook.com.",
    "Add Facebook Login for Business, and the use cases for Pages and for Instagram: one consent asks for both.",
    "Paste the redirect URL shown here under Valid OAuth Redirect URIs.",
    "Copy the app ID and the app secret into the variables named below.",
    "Under Webhooks, subscribe the object Page to the field feed at the webhook URL shown here.",
    "For ads from posts, also add the use case for the Marketing API, with ads_management and ads_read.",
  ],
  reviewNote:
    "Until Meta has reviewed the app, it works for people with a role in it only. Ask for Advanced Access to each permission and verify the business.",
  webhook: true,
  accessNote: "Free. An account can post 30 reels a day; calls are limited by the page's reach.",
};
