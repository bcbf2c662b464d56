import type { PlatformEntry } from "../entry";

export const bluesky: PlatformEntry = {
  platform: "bluesky",
  preview: "post",
  glyph: "butterfly",
  label: "Bluesky",
  noun: "Profile",
  connect: "credentials",
  scopes: [],
  scopeWords: {},
  formats: [
    { key: "post", label: "Post", media: { min: 0, max: 4, kinds: ["image"] } },
    {
      key: "thread",
      label: "Thread",
      note: "Several posts, each a reply to the one before. Images go with the first.",
      parts: { max: 25 },
      media: { min: 0, max: 4, kinds: ["image"] },
    },
  ],
  text: { max: 300, unit: "graphemes", required: true, maxBytes: 3000 },
  title: null,
  media: {
    // Servers may take 2,000,000 bytes by now; older ones refuse anything above half of that.
    images: { max: 4, mimeTypes: ["image/jpeg", "image/png", "image/webp"], maxBytes: 1_000_000 },
    video: null,
    altTextMax: 2000,
  },
  fetchesMedia: false,
  metrics: {
    views: null,
    likes: "pull",
    shares: "pull",
    comments: "pull",
    clicks: "ingest",
    saves: "pull",
    conversions: "ingest",
  },
  pull: {
    minIntervalMinutes: 5,
    maxBatch: 25,
    costPerPostUsd: null,
    scheduleHours: [1, 3, 6, 12, 24, 48, 96, 168, 336, 720],
  },
  tokenLifetime: { accessMinutes: 120, refreshDays: 90, rotatesRefreshToken: true },
  apiVersion: null,
  envNames: [],
  setupSteps: [
    "Open Bluesky, then Settings, Privacy and security, App passwords.",
    "Add an app password. It can be taken back at any time without changing your own.",
    "Enter your handle and the app password here. The server is only asked of people who host their own.",
  ],
  reviewNote: "Nobody reviews this: an app password opens the API.",
  webhook: false,
  accessNote: "Free. Bluesky doesn't count views; clicks come from tracked links.",
};
