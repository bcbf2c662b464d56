import type { PlatformEntry } from "../entry";

const MB = 1024 * 1024;

export const blog: PlatformEntry = {
  platform: "blog",
  preview: "article",
  glyph:
    "M216,40H40A16,16,0,0,0,24,56V200a16,16,0,0,0,16,16H216a16,16,0,0,0,16-16V56A16,16,0,0,0,216,40Zm0,160H40V56H216V200ZM184,96a8,8,0,0,1-8,8H80a8,8,0,0,1,0-16h96A8,8,0,0,1,184,96Zm0,32a8,8,0,0,1-8,8H80a8,8,0,0,1,0-16h96A8,8,0,0,1,184,128Zm0,32a8,8,0,0,1-8,8H80a8,8,0,0,1,0-16h96A8,8,0,0,1,184,160Z",
  label: "Blog",
  noun: "Site",
  connect: "credentials",
  scopes: [],
  scopeWords: {},
  formats: [
    {
      key: "article",
      label: "Article",
      media: { min: 0, max: 20, kinds: ["image", "video"], mixed: true },
      options: [
        {
          name: "status",
          label: "On the site",
          kind: "choice",
          required: true,
          initial: "publish",
          choices: [
            { value: "publish", label: "Publish at once" },
            { value: "draft", label: "Leave as a draft" },
            { value: "scheduled", label: "Let the site publish it later" },
          ],
        },
        {
          name: "publishAt",
          label: "Site publishes at",
          kind: "date",
          required: false,
          hint: "Only where the site shall publish it later.",
        },
        {
          name: "contentFormat",
          label: "Sent as",
          kind: "choice",
          required: true,
          initial: "html",
          choices: [
            { value: "html", label: "Paragraphs (HTML)" },
            { value: "markdown", label: "Markdown, as written" },
          ],
        },
        { name: "tags", label: "Tags", kind: "list", required: false, max: 50 },
        { name: "categories", label: "Categories", kind: "list", required: false, max: 50 },
        { name: "excerpt", label: "Excerpt", kind: "text", required: false, max: 1000 },
        {
          name: "slug",
          label: "Address of the post",
          kind: "text",
          required: false,
          max: 200,
          hint: "Small letters, digits and hyphens. Left empty, the site makes one.",
        },
      ],
    },
  ],
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
  fetchesMedia: true,
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
  tokenLifetime: null,
  apiVersion: null,
  envNames: [],
  setupSteps: [
    "Give your site an https address that accepts a JSON post, and an API key to check.",
    "Enter both here. A signing secret is made for the site and shown once.",
    "Verify the webhook-signature header on your side with any Standard Webhooks library.",
    "Answer a post with its id and url, so that the published page can be linked.",
    "To tell us of changes, let the site call its webhook URL, which stands here once it is connected. It signs with the same secret.",
  ],
  reviewNote: "Nobody reviews this: the site is yours.",
  webhook: true,
  accessNote: "Free. The site may offer a metrics URL; without it, views and likes stay unknown.",
};
