import type { PlatformEntry } from "../entry";

export const bluesky: PlatformEntry = {
  platform: "bluesky",
  preview: "post",
  glyph:
    "M232.7,50.48C229,45.7,221.84,40,209,40c-16.85,0-38.46,11.28-57.81,30.16A140.07,140.07,0,0,0,136,87.53V56a8,8,0,0,0-16,0V87.53a140.07,140.07,0,0,0-15.15-17.37C85.49,51.28,63.88,40,47,40,34.16,40,27,45.7,23.3,50.48c-6.82,8.77-12.18,24.08-.21,71.2,6.05,23.83,19.51,33,30.63,36.42A44,44,0,0,0,128,205.27a44,44,0,0,0,74.28-47.17c11.12-3.4,24.57-12.59,30.63-36.42C239.63,95.24,244.85,66.1,232.7,50.48ZM92,208A28.12,28.12,0,0,1,88.86,152a8,8,0,1,0-1.76-15.9A43.64,43.64,0,0,0,66.36,144c-8.43.09-22-3.57-27.76-26.26C35.72,106.39,27,71.86,35.94,60.3,37.37,58.46,40.09,56,47,56c27.27,0,73,44.88,73,71.67V180A28,28,0,0,1,92,208ZM217.4,117.74c-5.77,22.69-19.33,26.34-27.77,26.26a43.6,43.6,0,0,0-20.74-7.95,8,8,0,1,0-1.76,15.9A28.11,28.11,0,1,1,136,180V127.67C136,100.88,181.69,56,209,56c6.95,0,9.66,2.46,11.1,4.3C229.05,71.86,220.28,106.39,217.4,117.74Z",
  label: "Bluesky",
  noun: "Profile",
  ownHosts: ["bsky.app"],
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
    scheduleHours: [0.25, 0.5, 1, 3, 6, 12, 24, 48, 96, 168, 336, 720],
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
