import type { Format, OptionField, PlatformEntry } from "../entry";

const MB = 1024 * 1024;

const when: OptionField[] = [
  {
    name: "status",
    label: "Publish as",
    kind: "choice",
    required: true,
    initial: "publish",
    choices: [
      { value: "publish", label: "Published" },
      { value: "draft", label: "Draft, for someone to look at" },
      { value: "future", label: "Scheduled by the site" },
    ],
  },
  {
    name: "date",
    label: "Goes live at",
    kind: "date",
    required: false,
    hint: "Only for what the site schedules. A time already past goes live at once.",
  },
];

const slug: OptionField = {
  name: "slug",
  label: "Address ending",
  kind: "text",
  required: false,
  max: 200,
  hint: "Made from the title when empty. The site adds a number where it is taken.",
};

const attached: Format["media"] = {
  min: 0,
  max: 10,
  kinds: ["image", "video"],
  mixed: true,
};

export const wordpress: PlatformEntry = {
  platform: "wordpress",
  preview: "article",
  glyph:
    "M128,24A104,104,0,1,0,232,128,104.11,104.11,0,0,0,128,24Zm0,192a88,88,0,1,1,88-88A88.1,88.1,0,0,1,128,216ZM60.07,95.06L94.07,183.06A8.5,8.5,0,0,0,109.93,176.94L75.93,88.94A8.5,8.5,0,0,0,60.07,95.06ZM109.97,182.96L135.97,112.96A8.5,8.5,0,0,0,120.03,107.04L94.03,177.04A8.5,8.5,0,0,0,109.97,182.96ZM120.03,112.96L146.03,182.96A8.5,8.5,0,0,0,161.97,177.04L135.97,107.04A8.5,8.5,0,0,0,120.03,112.96ZM161.93,183.06L195.93,95.06A8.5,8.5,0,0,0,180.07,88.94L146.07,176.94A8.5,8.5,0,0,0,161.93,183.06Z",
  label: "WordPress",
  noun: "Site",
  connect: "credentials",
  scopes: [],
  scopeWords: {},
  formats: [
    {
      key: "post",
      label: "Post",
      note: "The first image is the featured one; further files follow the text.",
      media: attached,
      options: [
        ...when,
        {
          name: "categories",
          label: "Categories",
          kind: "list",
          required: false,
          max: 20,
          hint: "A new category can only be made by an editor of the site.",
        },
        { name: "tags", label: "Tags", kind: "list", required: false, max: 50 },
        slug,
        {
          name: "excerpt",
          label: "Excerpt",
          kind: "text",
          required: false,
          max: 2000,
          hint: "A short text for lists. The site takes the beginning of the post when empty.",
        },
      ],
    },
    {
      key: "page",
      label: "Page",
      note: "Stands on its own, outside the stream of posts. Needs an editor of the site.",
      media: attached,
      options: [...when, slug],
    },
    {
      key: "media",
      label: "File",
      note: "One file in the site's media library; the text becomes its caption.",
      media: { min: 1, max: 1, kinds: ["image", "video", "document"] },
      text: { required: false },
      title: { max: 300, required: false },
    },
  ],
  text: { max: 500_000, unit: "bytes", required: true },
  title: { max: 300, required: true },
  media: {
    images: {
      max: 10,
      mimeTypes: ["image/jpeg", "image/png", "image/webp", "image/gif"],
      maxBytes: 20 * MB,
    },
    // Files go up in one piece, and few sites take more.
    video: {
      required: false,
      mimeTypes: ["video/mp4", "video/quicktime"],
      maxBytes: 64 * MB,
    },
    documents: { mimeTypes: ["application/pdf"], maxBytes: 20 * MB },
    altTextMax: 1000,
  },
  fetchesMedia: false,
  metrics: {
    views: "ingest",
    likes: null,
    shares: null,
    comments: "pull",
    clicks: "ingest",
    saves: null,
    conversions: "ingest",
  },
  pull: {
    minIntervalMinutes: 10,
    maxBatch: 100,
    costPerPostUsd: null,
    scheduleHours: [0.25, 0.5, 1, 3, 6, 12, 24, 48, 96, 168, 336, 720],
  },
  tokenLifetime: null,
  apiVersion: null,
  envNames: [],
  setupSteps: [
    "Sign in to the site's dashboard as a user who is an author, or an editor to publish pages too.",
    "Under Users, Profile, add an application password and name it after this product.",
    "Enter the site's address, that user's name and the new password here.",
  ],
  reviewNote: "Nobody reviews this: the site is yours.",
  webhook: false,
  accessNote:
    "Free. The site counts comments; views and clicks come from links and the ingest API.",
};
