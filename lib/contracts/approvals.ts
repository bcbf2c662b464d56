import { z } from "zod";
import { CampaignStatus, VariantView } from "@/lib/contracts/campaigns";
import { Id, PageQuery } from "@/lib/contracts/common";
import { ReviewVerdict } from "@/lib/contracts/reviews";
import { Platform } from "@/lib/platforms/platform";

/** `waiting`: it needs an approval and nobody has said anything of this very content. */
export const APPROVAL_STATES = ["waiting", "changes_requested", "rejected", "approved"] as const;
export const ApprovalState = z.enum(APPROVAL_STATES);
export type ApprovalState = z.infer<typeof ApprovalState>;

export const ApprovalQuery = PageQuery.extend({
  state: ApprovalState.default("waiting"),
  campaignId: Id.optional(),
  platform: Platform.optional(),
});
export type ApprovalQuery = z.infer<typeof ApprovalQuery>;

/** What a reviewer last spoke of, where it was another content than this one. */
export const PreviousContent = z.object({
  title: z.string().nullable(),
  text: z.string(),
  verdict: ReviewVerdict,
  at: z.string(),
});
export type PreviousContent = z.infer<typeof PreviousContent>;

export const ApprovalItem = z.object({
  variant: VariantView,
  campaign: z.object({ id: z.string(), name: z.string(), status: CampaignStatus }),
  state: ApprovalState,
  /** Posts that wait for an approval and may take this variant. */
  waitingPosts: z.number(),
  /** The first of them: when it is due, and until when an approval still helps. */
  earliest: z.object({ dueAt: z.string(), deadlineAt: z.string() }).nullable(),
  previous: PreviousContent.nullable(),
  /** Who last wrote or edited it; null where nobody did by hand. */
  editedBy: z.string().nullable(),
});
export type ApprovalItem = z.infer<typeof ApprovalItem>;

/** Most pressing first: by the time of the first post that waits, then by age. */
export const ApprovalPage = z.object({
  items: z.array(ApprovalItem),
  nextCursor: z.string().nullable(),
  /** Of the whole workspace, whatever is filtered, so that the tabs can say how many there are. */
  counts: z.record(ApprovalState, z.number()),
  /** Posts with a text of their own that wait too: each is approved on its own page. */
  ownPosts: z.number(),
});
export type ApprovalPage = z.infer<typeof ApprovalPage>;

const Comment = z
  .string()
  .trim()
  .max(2000, "Keep the comment under 2,000 characters.")
  .optional()
  .transform((text) => text || null);

/** The edition that was seen: a content's hash, or the variant's `updatedAt`. */
const Reviewed = z
  .object({
    variantId: Id,
    contentHash: z.string().max(128).optional(),
    updatedAt: z.string().max(64).optional(),
  })
  .refine((item) => item.contentHash || item.updatedAt, {
    path: ["contentHash"],
    message: "Say which content you saw: its contentHash, or the variant's updatedAt.",
  });

const items = z
  .array(Reviewed)
  .min(1, "Choose at least one variant.")
  .max(100, "Review 100 variants at a time at most.");

interface Said {
  verdict: ReviewVerdict;
  comment: string | null;
}
const isExplained = ({ verdict, comment }: Said) =>
  verdict !== "changes_requested" || comment !== null;
const unexplained = { path: ["comment"], message: "Say what should be changed." };

export const ReviewVariants = z
  .object({ items, verdict: ReviewVerdict, comment: Comment })
  .refine(isExplained, unexplained);
export type ReviewVariants = z.output<typeof ReviewVariants>;

/**
 * `unchanged`: it was said before. `changed`: edited meanwhile. `errors`: the platform would refuse it.
 * `closed`: a member rejected it, so that no link's verdict counts.
 */
export const ReviewResult = z.object({
  variantId: z.string(),
  ok: z.boolean(),
  code: z.enum(["done", "unchanged", "changed", "errors", "not_found", "closed"]),
  /** What to do about it, where `ok` is false. */
  message: z.string().nullable(),
});
export type ReviewResult = z.infer<typeof ReviewResult>;

/** One result for each item, in the order of the request. */
export const ReviewAnswer = z.object({ results: z.array(ReviewResult) });
export type ReviewAnswer = z.infer<typeof ReviewAnswer>;

const expiry = "Choose from 1 to 90 days.";

export const CreateApprovalLink = z.object({
  /** Whom it is for: shown with each verdict that comes by it. */
  label: z
    .string()
    .trim()
    .min(1, "Say whom the link is for.")
    .max(80, "Keep the name under 80 characters."),
  expiresInDays: z.number(expiry).int(expiry).min(1, expiry).max(90, expiry).default(14),
});
export type CreateApprovalLink = z.output<typeof CreateApprovalLink>;

export const ApprovalLinkView = z.object({
  id: z.string(),
  label: z.string(),
  createdBy: z.string().nullable(),
  createdAt: z.string(),
  expiresAt: z.string(),
  expired: z.boolean(),
  /** Null: it still works until it expires. */
  revokedAt: z.string().nullable(),
  lastUsedAt: z.string().nullable(),
});
export type ApprovalLinkView = z.infer<typeof ApprovalLinkView>;

export const ApprovalLinkList = z.object({ items: z.array(ApprovalLinkView) });
export type ApprovalLinkList = z.infer<typeof ApprovalLinkList>;

/** The address leaves once; only a hash of its secret is kept. */
export const ApprovalLinkCreated = z.object({ link: ApprovalLinkView, url: z.string() });
export type ApprovalLinkCreated = z.infer<typeof ApprovalLinkCreated>;

export const WithLinkId = z.object({ id: Id, linkId: Id });

/** What a client sees of a variant: what would be posted, and what clients said of it. No more. */
export const LinkedVariant = VariantView.pick({
  id: true,
  platform: true,
  letter: true,
  label: true,
  format: true,
  formatLabel: true,
  title: true,
  text: true,
  media: true,
  options: true,
  issues: true,
  length: true,
  maxLength: true,
  contentHash: true,
  approved: true,
  review: true,
  lastReview: true,
}).extend({ state: ApprovalState });
export type LinkedVariant = z.infer<typeof LinkedVariant>;

/** Everything that an approval link opens. Media addresses work without a session. */
export const LinkedApproval = z.object({
  workspace: z.string(),
  campaign: z.string(),
  /** Whom the link is for. */
  label: z.string(),
  timeZone: z.string(),
  expiresAt: z.string(),
  items: z.array(LinkedVariant),
});
export type LinkedApproval = z.infer<typeof LinkedApproval>;

export const WithLinkToken = z.object({ token: z.string().min(1).max(200) });

/** `name` is who reviews, as they type it; left out, the link's label speaks. */
export const ReviewByLink = z
  .object({
    items,
    verdict: ReviewVerdict,
    comment: Comment,
    name: z
      .string()
      .trim()
      .max(80, "Keep the name under 80 characters.")
      .optional()
      .transform((name) => name || null),
  })
  .refine(isExplained, unexplained);
export type ReviewByLink = z.output<typeof ReviewByLink>;
