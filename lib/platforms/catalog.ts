import { z } from "zod";

export const PLATFORMS = ["x", "youtube", "blog"] as const;
export type Platform = (typeof PLATFORMS)[number];
export const Platform = z.enum(PLATFORMS, {
  error: ({ input }) => {
    const rest = `Use one of: ${PLATFORMS.join(", ")}.`;
    if (typeof input !== "string") return `Name a platform. ${rest}`;
    return `"${input.slice(0, 40)}" is not a platform here. ${rest}`;
  },
});

export const METRIC_NAMES = [
  "views",
  "likes",
  "shares",
  "comments",
  "clicks",
  "saves",
  "conversions",
] as const;
export type MetricName = (typeof METRIC_NAMES)[number];

export type TextUnit = "weighted" | "bytes" | "chars";
type MetricAuthority = "pull" | "webhook" | "ingest" | null;

interface TextRule {
  max: number;
  unit: TextUnit;
  required: boolean;
  forbidden?: string[];
}

interface TitleRule {
  max: number;
  required: boolean;
  forbidden?: string[];
}

interface ImageRule {
  max: number;
  mimeTypes: string[];
  maxBytes: number;
}

interface VideoRule {
  required: boolean;
  mimeTypes: string[];
  maxBytes: number;
}

export interface PlatformEntry {
  platform: Platform;
  label: string;
  /** What a connected account is called there. */
  noun: string;
  /** The order in which the platform shows a post's parts. */
  preview: "post" | "video" | "article";
  connect: "oauth" | "credentials";
  scopes: string[];
  text: TextRule;
  title: TitleRule | null;
  media: {
    images: ImageRule | null;
    video: VideoRule | null;
    altTextMax: number | null;
  };
  /** The one authority per metric: no other source may change that count. Null: cannot be known. */
  metrics: Record<MetricName, MetricAuthority>;
  pull: {
    minIntervalMinutes: number;
    maxBatch: number;
    costPerPostUsd: number | null;
    /** Ages of a post, in hours, at which its counts are read. */
    scheduleHours: number[];
  };
  /** What the platform charges for one post; absent where posting is free. */
  publishCostUsd?: { base: number; withUrl: number };
  tokenLifetime: {
    accessMinutes: number;
    refreshDays: number | null;
    rotatesRefreshToken: boolean;
  } | null;
  envNames: string[];
  setupSteps: string[];
  reviewNote: string;
  webhook: boolean;
  accessNote: string;
}

const MB = 1024 * 1024;

const x: PlatformEntry = {
  platform: "x",
  preview: "post",
  label: "X",
  noun: "Profile",
  connect: "oauth",
  scopes: ["tweet.read", "tweet.write", "users.read", "media.write", "offline.access"],
  text: { max: 280, unit: "weighted", required: true },
  title: null,
  media: {
    images: {
      max: 4,
      mimeTypes: ["image/jpeg", "image/png", "image/webp"],
      maxBytes: 5 * MB,
    },
    video: { required: false, mimeTypes: ["video/mp4"], maxBytes: 512 * MB },
    altTextMax: 1000,
  },
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
  envNames: ["OAUTH_X_CLIENT_ID", "OAUTH_X_CLIENT_SECRET", "OAUTH_X_REDIRECT_URI"],
  setupSteps: [
    "Open the developer portal at developer.x.com and create a project with one app in it.",
    "Under user authentication, choose Web App and allow the app to read and write.",
    "Paste the redirect URL shown here as the callback. X compares it letter by letter.",
    "Copy the OAuth 2.0 client ID and client secret into the variables named below.",
    "Buy credits for the app: X charges for each post and for each reading of its counts.",
  ],
  reviewNote: "X does not review apps. Paying for credits is what opens the API.",
  webhook: true,
  accessNote: "Posting costs about $0.015, or $0.20 with a link. Reading a post costs $0.005.",
};

const GOOGLE_SCOPE = "https://www.googleapis.com/auth/";

const youtube: PlatformEntry = {
  platform: "youtube",
  preview: "video",
  label: "YouTube",
  noun: "Channel",
  connect: "oauth",
  scopes: [`${GOOGLE_SCOPE}youtube.upload`, `${GOOGLE_SCOPE}youtube.readonly`],
  text: { max: 5000, unit: "bytes", required: false, forbidden: ["<", ">"] },
  title: { max: 100, required: true, forbidden: ["<", ">"] },
  media: {
    images: null,
    video: {
      required: true,
      mimeTypes: ["video/mp4", "video/quicktime", "video/webm"],
      maxBytes: 256 * 1024 * MB,
    },
    altTextMax: null,
  },
  metrics: {
    views: "pull",
    likes: "pull",
    shares: null,
    comments: "pull",
    clicks: "ingest",
    saves: null,
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
  envNames: [
    "OAUTH_YOUTUBE_CLIENT_ID",
    "OAUTH_YOUTUBE_CLIENT_SECRET",
    "OAUTH_YOUTUBE_REDIRECT_URI",
  ],
  setupSteps: [
    "Create a project in the Google Cloud console and switch on the YouTube Data API v3.",
    "Fill in the consent screen and add the upload and read-only YouTube scopes.",
    "Create an OAuth client of the kind Web application and paste the redirect URL shown here.",
    "Copy the client ID and client secret into the variables named below.",
    "Publish the consent screen: while it is in testing, Google ends each connection after 7 days.",
  ],
  reviewNote:
    "Google verifies apps that ask for YouTube scopes. Until then people see a warning page.",
  webhook: true,
  accessNote: "Free. One Google project may upload 100 videos a day, counted in Pacific time.",
};

const blog: PlatformEntry = {
  platform: "blog",
  preview: "article",
  label: "Blog",
  noun: "Site",
  connect: "credentials",
  scopes: [],
  text: { max: 500_000, unit: "bytes", required: true },
  title: { max: 300, required: true },
  media: {
    images: {
      max: 20,
      mimeTypes: ["image/jpeg", "image/png", "image/webp", "image/gif"],
      maxBytes: 20 * MB,
    },
    video: { required: false, mimeTypes: ["video/mp4"], maxBytes: 512 * MB },
    altTextMax: 1000,
  },
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
  tokenLifetime: null,
  envNames: [],
  setupSteps: [
    "Give your site an https address that accepts a JSON post, and an API key to check.",
    "Enter both here. A signing secret is made for the site and shown once.",
    "Verify the webhook-signature header on your side with any Standard Webhooks library.",
    "Answer a post with its id and url, so that the published page can be linked.",
  ],
  reviewNote: "Nobody reviews this: the site is yours.",
  webhook: true,
  accessNote: "Free. The site may offer a metrics URL; without it, views and likes stay unknown.",
};

export const catalog: Record<Platform, PlatformEntry> = { x, youtube, blog };
