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

export const linkedin: PlatformEntry = {
  platform: "linkedin",
  preview: "post",
  glyph: "linkedin",
  label: "LinkedIn",
  noun: "Profile or page",
  connect: "oauth",
  // Only what every app may ask for: LinkedIn refuses the whole consent for one scope more.
  scopes: ["openid", "profile", "w_member_social"],
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
    documents: {
      mimeTypes: [
        "application/pdf",
        "application/msword",
        "application/vnd.ms-powerpoint",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
      ],
      maxBytes: 100 * MB,
    },
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
  ],
  setupSteps: [
    "Create an app at linkedin.com/developers. It must belong to a company page; have the page verify it.",
    "Under Products, add Share on LinkedIn and Sign In with LinkedIn using OpenID Connect.",
    "Paste the redirect URL shown here under Auth, Authorized redirect URLs.",
    "Copy the client ID and the client secret into the variables named below.",
    "Once a year, set LINKEDIN_VERSION to a newer month: LinkedIn ends each version.",
  ],
  reviewNote:
    "Posting as a member needs no review. Pages and counts need the Community Management API, which LinkedIn grants to an app of its own.",
  webhook: true,
  accessNote:
    "Free, about 150 calls a member and day. Without partner access a connection ends after 60 days.",
};
