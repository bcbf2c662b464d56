import type { Format, PlatformEntry } from "../entry";

const MB = 1024 * 1024;

const title = { max: 200, required: false };

const article: Format = {
  key: "article",
  label: "Article",
  note: "A link with a card under the text. Nothing is read from the page: write the card yourself.",
  title: { max: 200, required: true },
  media: { min: 0, max: 1, kinds: ["image"] },
  options: [
    {
      name: "link",
      label: "Link",
      kind: "text",
      url: true,
      required: false,
      max: 2000,
      hint: "Left empty, the first link of the text is taken.",
    },
    {
      name: "description",
      label: "Description",
      kind: "text",
      required: false,
      max: 300,
      hint: "Shown on the card under the title.",
    },
  ],
};

/** LinkedIn grants them to approved apps: the one for a member's posts, the other for a page's. */
const analytics = ["r_member_postAnalytics", "rw_organization_admin"];

export const linkedin: PlatformEntry = {
  platform: "linkedin",
  preview: "post",
  glyph:
    "M216,24H40A16,16,0,0,0,24,40V216a16,16,0,0,0,16,16H216a16,16,0,0,0,16-16V40A16,16,0,0,0,216,24Zm0,192H40V40H216V216ZM96,112v64a8,8,0,0,1-16,0V112a8,8,0,0,1,16,0Zm88,28v36a8,8,0,0,1-16,0V140a20,20,0,0,0-40,0v36a8,8,0,0,1-16,0V112a8,8,0,0,1,15.79-1.78A36,36,0,0,1,184,140ZM100,84A12,12,0,1,1,88,72,12,12,0,0,1,100,84Z",
  label: "LinkedIn",
  noun: "Profile or page",
  ownHosts: ["linkedin.com"],
  connect: "oauth",
  // Only what every app may ask for: LinkedIn refuses the whole consent for one scope more.
  scopes: ["openid", "profile", "w_member_social"],
  sandboxScopes: [
    "r_member_postAnalytics",
    "w_organization_social",
    "r_organization_social",
    "rw_organization_admin",
  ],
  scopeWords: {
    openid: "Know which member signed in",
    profile: "See your name and picture",
    w_member_social: "Post and delete posts for you",
    r_member_postAnalytics: "Read how your posts do",
    w_organization_social: "Post and delete posts for your pages",
    r_organization_social: "Read your pages' posts and their comments",
    rw_organization_admin: "See which pages you manage and how their posts do",
  },
  formats: [
    { key: "text", label: "Text", media: { min: 0, max: 0, kinds: [] } },
    {
      key: "image",
      label: "Image",
      text: { required: false },
      media: { min: 1, max: 1, kinds: ["image"] },
    },
    {
      key: "images",
      label: "Images",
      note: "Two to twenty images in one post.",
      text: { required: false },
      media: { min: 2, max: 20, kinds: ["image"] },
    },
    {
      key: "document",
      label: "Document",
      note: "A PDF whose pages readers leaf through.",
      text: { required: false },
      title,
      media: { min: 1, max: 1, kinds: ["document"] },
    },
    {
      key: "video",
      label: "Video",
      note: "3 seconds to 30 minutes.",
      text: { required: false },
      title,
      media: { min: 1, max: 1, kinds: ["video"] },
    },
    article,
  ],
  // LinkedIn does not say what it counts; this is never less than what it may count.
  text: { max: 3000, unit: "utf16", required: true },
  title: null,
  media: {
    images: { max: 20, mimeTypes: ["image/jpeg", "image/png", "image/gif"], maxBytes: 20 * MB },
    video: {
      required: false,
      mimeTypes: ["video/mp4"],
      // Its pages name 5 GB in one place and this in another.
      maxBytes: 500 * MB,
      durationSeconds: { min: 3, max: 1800 },
    },
    documents: { mimeTypes: ["application/pdf"], maxBytes: 100 * MB },
    altTextMax: 4086,
  },
  fetchesMedia: false,
  metrics: {
    views: "pull",
    likes: "pull",
    shares: "pull",
    comments: "pull",
    clicks: "pull",
    saves: "pull",
    conversions: "ingest",
  },
  metricScopes: {
    views: analytics,
    likes: analytics,
    shares: analytics,
    comments: analytics,
    clicks: analytics,
    // Of pages nobody is told who saved what.
    saves: ["r_member_postAnalytics"],
  },
  // Each of a member's six counts takes a call, of 100 to 150 that a day has.
  pull: {
    minIntervalMinutes: 60,
    maxBatch: 5,
    costPerPostUsd: null,
    scheduleHours: [1, 6, 24, 72, 168, 336, 720],
  },
  tokenLifetime: { accessMinutes: 86_400, refreshDays: 365, rotatesRefreshToken: false },
  apiVersion: { envName: "LINKEDIN_VERSION", value: "202609", sunset: "2027-09-15" },
  envNames: [
    "OAUTH_LINKEDIN_CLIENT_ID",
    "OAUTH_LINKEDIN_CLIENT_SECRET",
    "OAUTH_LINKEDIN_REDIRECT_URI",
    "OAUTH_LINKEDIN_APP_ID",
  ],
  optionalEnvNames: ["OAUTH_LINKEDIN_APP_ID"],
  setupSteps: [
    "Create an app at linkedin.com/developers. It must belong to a company page; have the page verify it.",
    "Under Products, add Share on LinkedIn and Sign In with LinkedIn using OpenID Connect.",
    "Paste the redirect URL shown here under Auth, Authorized redirect URLs.",
    "Copy the client ID and the client secret into the variables named below.",
    "To hear of reactions to pages at once, add the webhook URL shown here under Webhooks, and copy the app's number from the address of its page into OAUTH_LINKEDIN_APP_ID.",
    "Once a year, set LINKEDIN_VERSION to a newer month: LinkedIn ends each version.",
  ],
  reviewNote:
    "Posting as a member needs no review. Pages, and any count of how a post does, need the Community Management API, which LinkedIn grants to an app of its own.",
  webhook: true,
  accessNote:
    "Free, about 150 calls a member and day. Without partner access a connection ends after 60 days.",
};
