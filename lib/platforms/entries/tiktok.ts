import type { OptionField, PlatformEntry } from "../entry";

const MB = 1024 * 1024;

// TikTok's guidelines: nobody's audience and no permission may be chosen beforehand.
const privacy: OptionField = {
  name: "privacy",
  label: "Who can see it",
  kind: "choice",
  required: true,
  choices: [
    { value: "PUBLIC_TO_EVERYONE", label: "Everyone" },
    { value: "MUTUAL_FOLLOW_FRIENDS", label: "Friends who follow back" },
    { value: "FOLLOWER_OF_CREATOR", label: "Followers" },
    { value: "SELF_ONLY", label: "Only me" },
  ],
  hint: "TikTok refuses a choice that the account does not offer.",
};

const toFlag = (name: string, label: string, hint?: string): OptionField => ({
  name,
  label,
  kind: "flag",
  required: false,
  ...(hint ? { hint } : {}),
});

const allowComment = toFlag("allowComment", "Let people comment");

const disclosure: OptionField[] = [
  toFlag("brandOrganic", "It promotes my own business", "TikTok labels it as promotional."),
  toFlag(
    "brandContent",
    "A brand pays for it",
    "TikTok labels it as a paid partnership. It can't be for “only me”.",
  ),
];

const consent: OptionField = {
  name: "consent",
  label: "I agree to TikTok's Music Usage Confirmation",
  kind: "flag",
  required: true,
  hint: "Posting counts as agreeing to it; a paid partnership also to TikTok's Branded Content Policy.",
};

export const tiktok: PlatformEntry = {
  platform: "tiktok",
  preview: "video",
  glyph:
    "M224,72a48.05,48.05,0,0,1-48-48,8,8,0,0,0-8-8H128a8,8,0,0,0-8,8V156a20,20,0,1,1-28.57-18.08A8,8,0,0,0,96,130.69V88a8,8,0,0,0-9.4-7.88C50.91,86.48,24,119.1,24,156a76,76,0,0,0,152,0V116.29A103.25,103.25,0,0,0,224,128a8,8,0,0,0,8-8V80A8,8,0,0,0,224,72Zm-8,39.64a87.19,87.19,0,0,1-43.33-16.15A8,8,0,0,0,160,102v54a60,60,0,0,1-120,0c0-25.9,16.64-49.13,40-57.6v27.67A36,36,0,1,0,136,156V32h24.5A64.14,64.14,0,0,0,216,87.5Z",
  label: "TikTok",
  noun: "Profile",
  ownHosts: ["tiktok.com"],
  connect: "oauth",
  scopes: ["user.info.basic", "user.info.profile", "video.publish", "video.upload", "video.list"],
  scopeWords: {
    "user.info.basic": "See your name and picture",
    "user.info.profile": "See your username",
    "video.publish": "Post to your profile",
    "video.upload": "Send drafts to your inbox",
    "video.list": "Read the counts of your public posts",
  },
  formats: [
    {
      key: "video",
      label: "Video",
      title: null,
      media: { min: 1, max: 1, kinds: ["video"] },
      options: [
        privacy,
        allowComment,
        toFlag("allowDuet", "Let people make duets"),
        toFlag("allowStitch", "Let people stitch it"),
        ...disclosure,
        toFlag("isAiGenerated", "Made with AI"),
        consent,
      ],
    },
    {
      key: "photos",
      label: "Photos",
      note: "Up to 35 photos to swipe through. TikTok fetches them from this server.",
      text: { max: 4000 },
      media: { min: 1, max: 35, kinds: ["image"] },
      options: [
        privacy,
        allowComment,
        toFlag("addMusic", "Let TikTok add music"),
        ...disclosure,
        consent,
      ],
    },
    {
      key: "draft",
      label: "Draft",
      note: "The video goes to the inbox in TikTok's app. Text and settings are filled in there.",
      title: null,
      media: { min: 1, max: 1, kinds: ["video"] },
    },
  ],
  text: { max: 2200, unit: "utf16", required: false },
  title: { max: 90, required: false },
  media: {
    images: { max: 35, mimeTypes: ["image/jpeg", "image/webp"], maxBytes: 20 * MB },
    video: {
      required: false,
      mimeTypes: ["video/mp4", "video/quicktime"],
      maxBytes: 4096 * MB,
      durationSeconds: { min: 1, max: 600 },
    },
    altTextMax: null,
  },
  fetchesMedia: true,
  metrics: {
    views: "pull",
    likes: "pull",
    shares: "pull",
    comments: "pull",
    clicks: "ingest",
    saves: null,
    conversions: "ingest",
  },
  pull: {
    minIntervalMinutes: 10,
    maxBatch: 20,
    costPerPostUsd: null,
    scheduleHours: [0.25, 0.5, 1, 3, 6, 12, 24, 48, 96, 168, 336, 720],
  },
  dailyPosts: 15,
  tokenLifetime: { accessMinutes: 120, refreshDays: 180, rotatesRefreshToken: true },
  apiVersion: null,
  envNames: ["OAUTH_TIKTOK_CLIENT_ID", "OAUTH_TIKTOK_CLIENT_SECRET", "OAUTH_TIKTOK_REDIRECT_URI"],
  setupSteps: [
    "Create an app at developers.tiktok.com and add Login Kit, Content Posting API and Display API to it.",
    "In the Content Posting API, switch on Direct Post. For photos, verify this server's address as a URL prefix.",
    "Ask for the five scopes shown here, and paste the redirect URL shown here into Login Kit for the web.",
    "Copy the client key and client secret into the variables named below.",
    "Under Webhooks, paste the webhook URL shown here.",
  ],
  reviewNote:
    "Until TikTok has audited the app, posts are for “only me”, accounts must be private, and five people a day can post.",
  webhook: true,
  accessNote: "Free. TikTok takes about 15 posts a day from an account and five drafts at a time.",
};
