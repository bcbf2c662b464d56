import type { OptionField, PlatformEntry } from "../entry";

const MB = 1024 * 1024;

const GOOGLE_SCOPE = "https://www.googleapis.com/auth/";

const options: OptionField[] = [
  {
    name: "privacy",
    label: "Who can watch",
    kind: "choice",
    required: true,
    initial: "public",
    choices: [
      { value: "public", label: "Everyone" },
      { value: "unlisted", label: "Anyone with the link" },
      { value: "private", label: "Only me" },
    ],
  },
  {
    name: "tags",
    label: "Tags",
    kind: "list",
    required: false,
    hint: "One a line, 500 characters in all.",
  },
  {
    name: "categoryId",
    label: "Category",
    kind: "choice",
    required: false,
    initial: "22",
    choices: [
      { value: "1", label: "Film and animation" },
      { value: "2", label: "Cars" },
      { value: "10", label: "Music" },
      { value: "15", label: "Animals" },
      { value: "17", label: "Sport" },
      { value: "19", label: "Travel and events" },
      { value: "20", label: "Games" },
      { value: "22", label: "People and blogs" },
      { value: "23", label: "Comedy" },
      { value: "24", label: "Entertainment" },
      { value: "25", label: "News and politics" },
      { value: "26", label: "How-to and style" },
      { value: "27", label: "Education" },
      { value: "28", label: "Science and technology" },
      { value: "29", label: "Non-profits and activism" },
    ],
  },
  {
    name: "madeForKids",
    label: "Made for children",
    kind: "flag",
    required: false,
    initial: "false",
    hint: "The law asks you to say so. YouTube then switches comments off.",
  },
];

export const youtube: PlatformEntry = {
  platform: "youtube",
  preview: "video",
  glyph: "youtube",
  label: "YouTube",
  noun: "Channel",
  connect: "oauth",
  scopes: [
    `${GOOGLE_SCOPE}youtube.upload`,
    `${GOOGLE_SCOPE}youtube.readonly`,
    `${GOOGLE_SCOPE}youtube.force-ssl`,
    `${GOOGLE_SCOPE}yt-analytics.readonly`,
  ],
  scopeWords: {
    [`${GOOGLE_SCOPE}youtube.upload`]: "Upload videos to your channel",
    [`${GOOGLE_SCOPE}youtube.readonly`]: "See your channel and the counts of its videos",
    [`${GOOGLE_SCOPE}youtube.force-ssl`]: "Delete a video that was posted from here",
    [`${GOOGLE_SCOPE}yt-analytics.readonly`]: "See how often a video was shared and saved",
  },
  formats: [
    {
      key: "video",
      label: "Video",
      note: "An image beside it becomes the thumbnail.",
      media: { min: 1, max: 2, kinds: ["video", "image"] },
      options,
    },
    {
      key: "short",
      label: "Short",
      note: "Upright or square, three minutes at most.",
      media: { min: 1, max: 1, kinds: ["video"] },
      video: { durationSeconds: { min: 1, max: 180 }, aspect: { min: 0.4, max: 1 } },
      options,
    },
  ],
  text: { max: 5000, unit: "bytes", required: false, forbidden: ["<", ">"] },
  title: { max: 100, required: true, forbidden: ["<", ">"] },
  media: {
    // The thumbnail.
    images: { max: 1, mimeTypes: ["image/jpeg", "image/png"], maxBytes: 2 * MB },
    video: {
      required: true,
      mimeTypes: ["video/mp4", "video/quicktime", "video/webm"],
      maxBytes: 256 * 1024 * MB,
    },
    altTextMax: null,
  },
  fetchesMedia: false,
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
    minIntervalMinutes: 10,
    maxBatch: 50,
    costPerPostUsd: null,
    scheduleHours: [1, 3, 6, 12, 24, 48, 96, 168, 336, 720],
  },
  tokenLifetime: {
    accessMinutes: 60,
    refreshDays: null,
    rotatesRefreshToken: false,
  },
  apiVersion: null,
  envNames: [
    "OAUTH_YOUTUBE_CLIENT_ID",
    "OAUTH_YOUTUBE_CLIENT_SECRET",
    "OAUTH_YOUTUBE_REDIRECT_URI",
  ],
  setupSteps: [
    "Create a project in the Google Cloud console and switch on the YouTube Data API v3 and the YouTube Analytics API.",
    "Fill in the consent screen and add the four scopes that are asked for.",
    "Create an OAuth client of the kind Web application and paste the redirect URL shown here.",
    "Copy the client ID and client secret into the variables named below.",
    "Publish the consent screen: while it is in testing, Google ends each connection after 7 days.",
  ],
  reviewNote:
    "Google verifies apps that ask for YouTube scopes. Until then people see a warning page.",
  webhook: true,
  accessNote: "Free. One Google project may upload 100 videos a day, counted in Pacific time.",
};
