import { z } from "zod";
import { Platform } from "@/lib/platforms/catalog";

export const OBJECTIVES = ["reach", "engagement", "ctr"] as const;
export const Objective = z.enum(OBJECTIVES);
export type Objective = z.infer<typeof Objective>;
export const CampaignStatus = z.enum(["draft", "active", "paused", "completed"]);
export type CampaignStatus = z.infer<typeof CampaignStatus>;

export const Brand = z.object({
  tone: z.string().trim().max(200).default(""),
  bannedWords: z.array(z.string().trim().min(1).max(60)).max(50).default([]),
  maxLength: z.number().int().min(20).max(100_000).nullable().default(null),
});
export type Brand = z.infer<typeof Brand>;

export const CreateCampaign = z.object({
  name: z.string().trim().min(1, "Give the campaign a name.").max(120),
  brief: z
    .string()
    .trim()
    .min(10, "Say in a sentence or two what this campaign is about.")
    .max(4000),
  objective: Objective,
  platforms: z
    .array(Platform)
    .min(1, "Choose at least one platform.")
    .refine((p) => new Set(p).size === p.length, "A platform is listed twice."),
  brand: Brand.default({ tone: "", bannedWords: [], maxLength: null }),
  variantsPerPlatform: z.number().int().min(2, "Two variants or more compete.").max(5).default(3),
});
export type CreateCampaign = z.infer<typeof CreateCampaign>;

/** `updatedAt` is the version that was edited: when somebody saved since, the answer is 409 and nothing changes. */
export const UpdateCampaign = CreateCampaign.partial().extend({
  status: CampaignStatus.optional(),
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
  kind: z.enum(["image", "video"]),
  mimeType: z.string(),
  bytes: z.number(),
  fileName: z.string(),
  url: z.string(),
});
export type MediaView = z.infer<typeof MediaView>;

export const DraftIssueView = z.object({
  code: z.string(),
  severity: z.enum(["error", "warning"]),
  field: z.enum(["text", "title", "media", "altText"]),
  message: z.string(),
});

export const VariantView = z.object({
  id: z.string(),
  campaignId: z.string(),
  platform: Platform,
  /** "A", "B" …: the same letter and colour on every screen. */
  letter: z.string(),
  ordinal: z.number(),
  label: z.string(),
  title: z.string().nullable(),
  text: z.string(),
  mediaAdvice: MediaAdvice.nullable(),
  media: MediaView.nullable(),
  altText: z.string().nullable(),
  source: z.enum(["model", "sample", "person"]),
  /** A person approved exactly this content. */
  approved: z.boolean(),
  model: z.string().nullable(),
  promptVersion: z.string().nullable(),
  /** What stands in the way of publishing it (errors) or is worth knowing (warnings). */
  issues: z.array(DraftIssueView),
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

export const AttachSample = z.object({ kind: z.enum(["image", "video"]).optional() });
export type AttachSample = z.infer<typeof AttachSample>;

export const AiView = z.object({
  mode: z.enum(["model", "sample", "none"]),
  model: z.string().nullable(),
  host: z.string().nullable(),
});
export type AiView = z.infer<typeof AiView>;

export const AiTestView = z.object({ ok: z.boolean(), message: z.string() });
export type AiTestView = z.infer<typeof AiTestView>;

export const CreateVariant = z.object({
  platform: Platform,
  label: z.string().trim().max(60).default("Written by hand"),
  title: z.string().trim().max(1000).nullable().default(null),
  text: z.string().trim().min(1, "Write the text first.").max(100_000),
  altText: z.string().trim().max(2000).nullable().default(null),
});
export type CreateVariant = z.infer<typeof CreateVariant>;

export const UpdateVariant = z.object({
  label: z.string().trim().min(1).max(60).optional(),
  title: z.string().trim().max(1000).nullable().optional(),
  text: z.string().trim().min(1, "Write the text first.").max(100_000).optional(),
  altText: z.string().trim().max(2000).nullable().optional(),
  updatedAt: z.string(),
});
export type UpdateVariant = z.infer<typeof UpdateVariant>;

/** `updatedAt` is the edition that was read: when it changed since, the answer is 409. */
export const ApproveVariant = z.object({ updatedAt: z.string().optional() });
export type ApproveVariant = z.infer<typeof ApproveVariant>;
