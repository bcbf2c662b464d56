import { z } from "zod";

/** What a reviewer says of one content of a variant. `withdrawn` takes the last verdict back. */
export const REVIEW_VERDICTS = ["approved", "changes_requested", "rejected", "withdrawn"] as const;
export const ReviewVerdict = z.enum(REVIEW_VERDICTS);
export type ReviewVerdict = z.infer<typeof ReviewVerdict>;

export const ReviewView = z.object({
  verdict: ReviewVerdict,
  comment: z.string().nullable(),
  /** A member's name, or what somebody with an approval link typed. */
  by: z.string(),
  /** It came by an approval link. */
  byLink: z.boolean(),
  at: z.string(),
});
export type ReviewView = z.infer<typeof ReviewView>;

/** `updatedAt` is the edition that was read: when it changed since, the answer is 409. */
export const ApproveVariant = z.object({ updatedAt: z.string().optional() });
export type ApproveVariant = z.infer<typeof ApproveVariant>;
