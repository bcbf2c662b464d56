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
  glyph:
    "M164.44,121.34l-48-32A8,8,0,0,0,104,96v64a8,8,0,0,0,12.44,6.66l48-32a8,8,0,0,0,0-13.32ZM120,145.05V111l25.58,17ZM234.33,69.52a24,24,0,0,0-14.49-16.4C185.56,39.88,131,40,128,40s-57.56-.12-91.84,13.12a24,24,0,0,0-14.49,16.4C19.08,79.5,16,97.74,16,128s3.08,48.5,5.67,58.48a24,24,0,0,0,14.49,16.41C69,215.56,120.4,216,127.34,216h1.32c6.94,0,58.37-.44,91.18-13.11a24,24,0,0,0,14.49-16.41c2.59-10,5.67-28.22,5.67-58.48S236.92,79.5,234.33,69.52Zm-15.49,113a8,8,0,0,1-4.77,5.49c-31.65,12.22-85.48,12-86,12H128c-.54,0-54.33.2-86-12a8,8,0,0,1-4.77-5.49C34.8,173.39,32,156.57,32,128s2.8-45.39,5.16-54.47A8,8,0,0,1,41.93,68c30.52-11.79,81.66-12,85.85-12h.27c.54,0,54.38-.18,86,12a8,8,0,0,1,4.77,5.49C221.2,82.61,224,99.43,224,128S221.2,173.39,218.84,182.47Z",
  label: "YouTube",
  noun: "Channel",
  ownHosts: ["youtube.com", "youtu.be"],
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
      mimeTypes: ["video/mp4", "video/quicktime"],
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
    scheduleHours: [0.25, 0.5, 1, 3, 6, 12, 24, 48, 96, 168, 336, 720],
  },
  appDaily: { posts: 100, zone: "America/Los_Angeles" },
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
