import { z } from "zod";
import { CampaignTags } from "@/lib/contracts/campaign-tags";
import { Id } from "@/lib/contracts/common";
import { VariantPrompt } from "@/lib/contracts/learning";
import { CameDue } from "@/lib/contracts/pauses";
import { ReviewView } from "@/lib/contracts/reviews";
import { IMAGE_TYPES } from "@/lib/domain/draft-issue";
import { Platform } from "@/lib/platforms/platform";

export const OBJECTIVES = ["reach", "engagement", "ctr"] as const;
export const Objective = z.enum(OBJECTIVES);
export type Objective = z.infer<typeof Objective>;
export const CampaignStatus = z.enum(["draft", "active", "paused", "completed"]);
export type CampaignStatus = z.infer<typeof CampaignStatus>;

export const Brand = z.object({
  tone: z.string().trim().max(200, "Keep the tone under 200 characters.").default(""),
  bannedWords: z
    .array(z.string().trim().min(1).max(60, "Keep each word under 60 characters."))
    .max(50, "Ban 50 words at most.")
    .default([]),
  maxLength: z.number().int().min(20).max(100_000).nullable().default(null),
});
export type Brand = z.infer<typeof Brand>;

const lateRange = "Give whole minutes from 5 to 1440, a day.";

export const CreateCampaign = z.object({
  name: z
    .string()
    .trim()
    .min(1, "Give the campaign a name.")
    .max(120, "Keep the name under 120 characters."),
  brief: z
    .string()
    .trim()
    .min(10, "Say in a sentence or two what this campaign is about.")
    .max(4000, "Keep the brief under 4,000 characters."),
  objective: Objective,
  platforms: z
    .array(Platform)
    .min(1, "Choose at least one platform.")
    .refine((p) => new Set(p).size === p.length, "A platform is listed twice."),
  brand: Brand.default({ tone: "", bannedWords: [], maxLength: null }),
  variantsPerPlatform: z.number().int().min(2, "Two variants or more compete.").max(5).default(3),
  /** How late a post may still go out; null leaves it to the workspace. */
  lateAfterMinutes: z
    .number(lateRange)
    .int(lateRange)
    .min(5, lateRange)
    .max(1440, lateRange)
    .nullable()
    .optional(),
  /** Nothing of it is posted unapproved, whatever the workspace asks. */
  approvalRequired: z.boolean().default(false),
  tags: CampaignTags.default([]),
});
export type CreateCampaign = z.infer<typeof CreateCampaign>;

/** `updatedAt` is the version that was edited: when somebody saved since, the answer is 409 and nothing changes. */
export const UpdateCampaign = CreateCampaign.extend({
  // Without their defaults: what is left out stays as it is.
  brand: CreateCampaign.shape.brand.unwrap(),
  variantsPerPlatform: CreateCampaign.shape.variantsPerPlatform.unwrap(),
  approvalRequired: CreateCampaign.shape.approvalRequired.unwrap(),
  tags: CampaignTags,
})
  .partial()
  .extend({
    status: CampaignStatus.optional(),
    /** With `status: active`. Left out: `skip`. */
    cameDue: CameDue.optional(),
    updatedAt: z.string(),
  });
export type UpdateCampaign = z.infer<typeof UpdateCampaign>;

export const GenerationView = z.object({
  id: z.string(),
  platform: Platform,
  variantId: z.string().nullable(),
  status: z.enum(["queued", "writing", "checking", "done", "failed"]),
  error: z.string().nullable(),
  count: z.number(),
  updatedAt: z.string(),
});
export type GenerationView = z.infer<typeof GenerationView>;

export const CampaignView = z.object({
  id: z.string(),
  name: z.string(),
  brief: z.string(),
  objective: Objective,
  platforms: z.array(Platform),
  brand: Brand,
  variantsPerPlatform: z.number(),
  lateAfterMinutes: z.number().nullable(),
  /** Its own switch. */
  approvalRequired: z.boolean(),
  /** What holds: its own switch or the workspace's. */
  needsApproval: z.boolean(),
  tags: z.array(z.string()),
  status: CampaignStatus,
  variantCount: z.number(),
  publishedPosts: z.number(),
  upcomingPosts: z.number(),
  /** The latest generation of each platform. */
  generations: z.array(GenerationView),
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type CampaignView = z.infer<typeof CampaignView>;

export const MediaAdvice = z.object({
  kind: z.enum(["image", "video", "none"]),
  aspectRatio: z.string(),
  show: z.string(),
  altText: z.string(),
});
export type MediaAdvice = z.infer<typeof MediaAdvice>;

export const MediaView = z.object({
  id: z.string(),
  kind: z.enum(["image", "video", "document"]),
  mimeType: z.string(),
  bytes: z.number(),
  fileName: z.string(),
  url: z.string(),
  /** Pixels as shown, and length; null where they are not known. */
  width: z.number().nullable(),
  height: z.number().nullable(),
  durationMs: z.number().nullable(),
});
export type MediaView = z.infer<typeof MediaView>;

export const VariantMediaView = MediaView.extend({
  altText: z.string().nullable(),
  /** The file was deleted: only its place in the list is left. */
  gone: z.boolean(),
});
export type VariantMediaView = z.infer<typeof VariantMediaView>;

const IssueField = z.union([
  z.enum(["text", "title", "media", "altText"]),
  z.templateLiteral(["options.", z.string()]),
]);

const DraftFix = z.discriminatedUnion("kind", [
  z.object({
    ...{ kind: z.literal("crop"), aspect: z.string(), maxBytes: z.number() },
    mimeType: z.enum(IMAGE_TYPES).optional(),
  }),
  z.object({ kind: z.literal("convert"), mimeType: z.enum(IMAGE_TYPES), maxBytes: z.number() }),
]);

export const DraftIssueView = z.object({
  code: z.string(),
  severity: z.enum(["error", "warning"]),
  field: IssueField,
  message: z.string(),
  /** Which file of the list it is about, from 0. */
  place: z.number().optional(),
  /** What can be done about that file here; absent where only a person can mend it. */
  fix: DraftFix.optional(),
});

export const VariantView = z.object({
  id: z.string(),
  campaignId: z.string(),
  platform: Platform,
  /** "A", "B" …: the same letter and colour on every screen. */
  letter: z.string(),
  ordinal: z.number(),
  label: z.string(),
  /** A key of the platform's formats. */
  format: z.string(),
  /** Null where the platform has only one. */
  formatLabel: z.string().nullable(),
  title: z.string().nullable(),
  text: z.string(),
  mediaAdvice: MediaAdvice.nullable(),
  /** In the order in which they are shown. */
  media: z.array(VariantMediaView),
  /** By the names of the format's option fields; what is left out is as the catalog begins. */
  options: z.record(z.string(), z.string()),
  source: z.enum(["model", "sample", "person"]),
  /** Of all that would be posted: a verdict is about this hash and no other. */
  contentHash: z.string(),
  /** A person approved exactly this content. */
  approved: z.boolean(),
  /** The verdict on exactly this content. */
  review: ReviewView.nullable(),
  /** The last word on an earlier content, so that its comment is still there after the edit. */
  lastReview: ReviewView.nullable(),
  model: z.string().nullable(),
  ...{ promptVersion: z.string().nullable(), prompt: VariantPrompt.nullable() },
  /** What stands in the way of publishing it (errors) or is worth knowing (warnings). */
  issues: z.array(DraftIssueView),
  /** Of the text, or of its longest part. */
  length: z.number(),
  maxLength: z.number(),
  publishedPosts: z.number(),
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type VariantView = z.infer<typeof VariantView>;

/** Write more for one platform, or for every platform that lacks variants. */
export const GenerateVariants = z.object({
  platform: Platform.optional(),
  count: z.number().int().min(1).max(5).optional(),
});
export type GenerateVariants = z.infer<typeof GenerateVariants>;

export const AttachSample = z.object({
  kind: z.enum(["image", "video"]).optional(),
  format: z.string().max(40).optional(),
});
export type AttachSample = z.infer<typeof AttachSample>;

const MediaList = z
  .array(
    z.object({
      mediaId: Id,
      altText: z
        .string()
        .trim()
        .max(2000, "Keep the description under 2,000 characters.")
        .nullable()
        .default(null),
    }),
  )
  .max(50, "A post takes 50 files at most.")
  .refine(
    (list) => new Set(list.map(({ mediaId }) => mediaId)).size === list.length,
    "A file is listed twice.",
  );

const Options = z
  .record(z.string().max(60), z.string().max(5000))
  .refine((options) => Object.keys(options).length <= 40, "These are too many options.");

/** The parts of a variant that are posted. A format of null is the platform's first. */
const content = {
  format: z.string().max(40).nullable(),
  title: z.string().trim().max(1000, "Keep the title under 1,000 characters.").nullable(),
  text: z.string().trim().max(100_000, "Keep the text under 100,000 characters."),
  options: Options,
  media: MediaList,
};

export const CreateVariant = z.object({
  platform: Platform,
  label: z
    .string()
    .trim()
    .max(60, "Keep the label under 60 characters.")
    .default("Written by hand"),
  format: content.format.default(null),
  title: content.title.default(null),
  text: content.text,
  options: content.options.default({}),
  media: content.media.default([]),
});
export type CreateVariant = z.infer<typeof CreateVariant>;

/** `media` is the whole list in its new order; `options` are the whole set. */
export const UpdateVariant = z
  .object({
    label: z
      .string()
      .trim()
      .min(1, "Give the variant a label.")
      .max(60, "Keep the label under 60 characters."),
    ...content,
  })
  .partial()
  .extend({ updatedAt: z.string() });
export type UpdateVariant = z.infer<typeof UpdateVariant>;

/** `format` is the one being edited, where it is not saved yet: it says how many files there may be. */
export const AttachMedia = z.object({ format: z.string().max(40).optional() });
export type AttachMedia = z.infer<typeof AttachMedia>;

/** Files of the library for a variant. With `replaces`, the one takes that file's place and description. */
export const AttachAssets = z.object({
  mediaIds: z.array(Id).min(1, "Choose a file.").max(50),
  format: z.string().max(40).optional(),
  replaces: Id.optional(),
});
export type AttachAssets = z.infer<typeof AttachAssets>;

/** Left out: every file. */
export const RemoveMedia = z.object({ mediaId: Id.optional() });
export type RemoveMedia = z.infer<typeof RemoveMedia>;
