import { z } from "zod";

/** What a prompt wrote and what came of it, newest first, at most 50 of each: asked for one prompt. */
export const PromptWork = z.object({
  variants: z.array(
    z.object({
      variantId: z.string(),
      letter: z.string(),
      label: z.string(),
      text: z.string(),
      campaignId: z.string(),
      campaignName: z.string(),
      /** How much of the text a person changed, from 0 to 1. */
      humanEditShare: z.number(),
      /** Published posts of it. */
      posts: z.number(),
      createdAt: z.string(),
    }),
  ),
  posts: z.array(
    z.object({
      postId: z.string(),
      letter: z.string(),
      label: z.string(),
      campaignName: z.string(),
      publishedAt: z.string(),
      /** Its result was ready; before that the figures are null. */
      settled: z.boolean(),
      views: z.number().nullable(),
      /** Weighted interactions per view. */
      engagementRate: z.number().nullable(),
      humanEditShare: z.number(),
    }),
  ),
});
export type PromptWork = z.infer<typeof PromptWork>;
