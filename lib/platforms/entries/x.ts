import type { PlatformEntry } from "../entry";

const MB = 1024 * 1024;

export const x: PlatformEntry = {
  platform: "x",
  preview: "post",
  glyph:
    "M214.75,211.71l-62.6-98.38,61.77-67.95a8,8,0,0,0-11.84-10.76L143.24,99.34,102.75,35.71A8,8,0,0,0,96,32H48a8,8,0,0,0-6.75,12.3l62.6,98.37-61.77,68a8,8,0,1,0,11.84,10.76l58.84-64.72,40.49,63.63A8,8,0,0,0,160,224h48a8,8,0,0,0,6.75-12.29ZM164.39,208,62.57,48h29L193.43,208Z",
  label: "X",
  noun: "Profile",
  ownHosts: ["x.com", "twitter.com"],
  connect: "oauth",
  scopes: ["tweet.read", "tweet.write", "users.read", "media.write", "like.read", "offline.access"],
  scopeWords: {
    "tweet.read": "Read your posts and their counts",
    "tweet.write": "Post and delete posts for you",
    "users.read": "See your name and handle",
    "media.write": "Upload images and videos",
    "like.read": "Hear of likes on your posts",
    "offline.access": "Stay connected until you disconnect",
  },
  formats: [
    {
      key: "post",
      label: "Post",
      note: "Up to four photos, or one GIF, or one video.",
      media: { min: 0, max: 4, kinds: ["image", "video"] },
    },
    {
      key: "thread",
      label: "Thread",
      note: "Several posts, each a reply to the one before. Media goes with the first.",
      parts: { max: 25 },
      media: { min: 0, max: 4, kinds: ["image", "video"] },
    },
    {
      key: "poll",
      label: "Poll",
      media: { min: 0, max: 0, kinds: [] },
      options: [
        {
          name: "choices",
          label: "Choices",
          kind: "list",
          required: true,
          min: 2,
          max: 4,
          itemMax: 25,
          hint: "Two to four, 25 characters each.",
        },
        {
          name: "durationMinutes",
          label: "Open for",
          kind: "choice",
          required: true,
          initial: "1440",
          choices: [
            { value: "60", label: "An hour" },
            { value: "1440", label: "A day" },
            { value: "4320", label: "Three days" },
            { value: "10080", label: "A week" },
          ],
        },
      ],
    },
  ],
  text: { max: 280, unit: "weighted", required: true },
  title: null,
  media: {
    images: {
      max: 4,
      mimeTypes: ["image/jpeg", "image/png", "image/webp", "image/gif"],
      maxBytes: 5 * MB,
      maxBytesOf: { "image/gif": 15 * MB },
    },
    video: {
      required: false,
      mimeTypes: ["video/mp4", "video/quicktime"],
      maxBytes: 512 * MB,
      aspect: { min: 1 / 3, max: 3 },
      durationSeconds: { min: 0.5, max: 140 },
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
    saves: "pull",
    conversions: "ingest",
  },
  // Link clicks can be read for 30 days only, so the last reading comes just before that.
  pull: {
    minIntervalMinutes: 60,
    maxBatch: 100,
    costPerPostUsd: 0.005,
    scheduleHours: [1, 3, 8, 24, 48, 96, 168, 336, 696],
  },
  publishCostUsd: { base: 0.015, withUrl: 0.2 },
  tokenLifetime: {
    accessMinutes: 120,
    refreshDays: 180,
    rotatesRefreshToken: true,
  },
  apiVersion: null,
  envNames: [
    "OAUTH_X_CLIENT_ID",
    "OAUTH_X_CLIENT_SECRET",
    "OAUTH_X_REDIRECT_URI",
    "OAUTH_X_CONSUMER_SECRET",
    "OAUTH_X_BEARER_TOKEN",
  ],
  optionalEnvNames: ["OAUTH_X_CONSUMER_SECRET", "OAUTH_X_BEARER_TOKEN"],
  setupSteps: [
    "Open the developer portal at developer.x.com and create a project with one app in it.",
    "Under user authentication, choose Web App and allow the app to read and write.",
    "Paste the redirect URL shown here as the callback. X compares it letter by letter.",
    "Copy the OAuth 2.0 client ID and client secret into the variables named below.",
    "Buy credits for the app: X charges for each post and for each reading of its counts.",
    "To hear of likes and replies at once, copy the consumer secret (the API key secret) and the bearer token too. X charges for each event.",
  ],
  reviewNote: "X does not review apps. Paying for credits is what opens the API.",
  webhook: true,
  accessNote: "Posting costs about $0.015, or $0.20 with a link. Reading a post costs $0.005.",
};
