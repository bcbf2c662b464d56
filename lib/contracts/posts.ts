import { z } from "zod";
import { PostTiming } from "@/lib/contracts/best-times";
import { VariantMediaView } from "@/lib/contracts/campaigns";
import { chosenId, Id, IsoDate, PageQuery } from "@/lib/contracts/common";
import { HeldBy } from "@/lib/contracts/pauses";
import { readFoundLink } from "@/lib/domain/found-link";
import { POST_STATUSES } from "@/lib/domain/post-status";
import { METRIC_NAMES } from "@/lib/platforms/entry";
import { Platform } from "@/lib/platforms/platform";

export const PostStatus = z.enum(POST_STATUSES);

export const PostView = z.object({
  id: z.string(),
  campaignId: z.string().nullable(),
  campaignName: z.string().nullable(),
  scheduleId: z.string().nullable(),
  accountId: z.string(),
  accountHandle: z.string(),
  accountStatus: z.string(),
  platform: Platform,
  sandbox: z.boolean(),
  status: PostStatus,
  /** Its schedule, account, campaign or the workspace is paused. */
  held: z.boolean(),
  slotAt: z.string(),
  dueAt: z.string(),
  /** Of a schedule with best times: the time that was picked for it, and why. */
  timing: PostTiming.nullable(),
  publishedAt: z.string().nullable(),
  /** The variant that went out or is pinned; null while Bandwagon has yet to choose. */
  variant: z.object({ id: z.string(), letter: z.string(), label: z.string() }).nullable(),
  pinned: z.boolean(),
  optimizerOn: z.boolean(),
  text: z.string().nullable(),
  title: z.string().nullable(),
  permalink: z.string().nullable(),
  visibility: z.enum(["live", "draft", "scheduled"]).nullable(),
  attempt: z.number(),
  problemCode: z.string().nullable(),
  /** The platform's answer in plain words. */
  problem: z.string().nullable(),
  overriddenBy: z.string().nullable(),
  overriddenAt: z.string().nullable(),
  overrideNote: z.string().nullable(),
  /** What is wrong with this place on the account's timeline. */
  conflict: z
    .discriminatedUnion("kind", [
      /** Another post of the account is closer than the workspace allows. */
      z.object({ kind: z.literal("too_close"), postId: z.string(), gapMinutes: z.number() }),
      /** The platform allows `cap` posts in 24 hours: this one will have to wait. */
      z.object({
        kind: z.literal("daily_cap"),
        cap: z.number(),
        /** Only posts of this kind are counted; absent: all. */
        format: z.string().optional(),
      }),
    ])
    .nullable(),
  /** Drawn from the cadence beyond the days that are planned as rows; has no id of its own yet. */
  projected: z.boolean(),
});
export type PostView = z.infer<typeof PostView>;

export const AttemptView = z.object({
  attempt: z.number(),
  kind: z.enum(["publish", "resume"]),
  outcome: z.string().nullable(),
  code: z.string().nullable(),
  message: z.string().nullable(),
  response: z.unknown(),
  /** False: Bandwagon itself stopped it, and the platform was never asked. */
  sent: z.boolean(),
  startedAt: z.string(),
  finishedAt: z.string().nullable(),
});
export type AttemptView = z.infer<typeof AttemptView>;

/** Why a post whose time has come is not on its way. */
const PostWaiting = z.object({
  kind: z.enum([
    /** The platform fails everybody; `since` when. */
    "platform",
    /** The platform asked this account to keep away. */
    "rest",
    "limit",
    /** The account's last post is younger than the distance the workspace asks for. */
    "gap",
    "daily_cap",
    /** It is tried again; this will be the `nth` of `tries`. */
    "retry",
    /** Somebody looks what became of it. */
    "look",
  ]),
  until: z.string().nullable(),
  since: z.string().nullable(),
  /** When this was so. */
  asOf: z.string(),
  nth: z.number().nullable(),
  tries: z.number().nullable(),
});

export const PostDetail = PostView.extend({
  /** Every pause that holds it; empty once it is claimed or over. */
  heldBy: z.array(HeldBy),
  waiting: PostWaiting.nullable(),
  /** Where it can be taken off its platform; null while it is not out, or nobody knows its id. */
  removal: z.enum(["here", "there"]).nullable(),
  /** Taken off its platform; `by` null: it was found gone. */
  removed: z.object({ at: z.string(), by: z.string().nullable() }).nullable(),
  attempts: z.array(AttemptView),
  /** Why this variant; null while nothing was chosen, and for posts without a campaign. */
  decision: z
    .object({ reason: z.string(), who: z.string(), byPerson: z.boolean(), at: z.string() })
    .nullable(),
  /** What has been counted; a null count is unknown. Null as a whole while it is not out. */
  counts: z.record(z.enum(METRIC_NAMES), z.number().nullable()).nullable(),
  /** Content that was given with the post and is no variant's; null: a variant is posted. */
  ownContent: z
    .object({
      hash: z.string(),
      approved: z.boolean(),
      /** It waits for that, and whoever reads this may give it. */
      canApprove: z.boolean(),
    })
    .nullable(),
  /** Of what went out or goes out: `text` alone may be but a part of it. */
  format: z.string().nullable(),
  options: z.record(z.string(), z.string()),
  media: z.array(
    VariantMediaView.pick({
      id: true,
      kind: true,
      fileName: true,
      url: true,
      altText: true,
      gone: true,
    }),
  ),
});
export type PostDetail = z.infer<typeof PostDetail>;

export const PostPage = z.object({ items: z.array(PostView), nextCursor: z.string().nullable() });

/** A post's id, or that of a slot the calendar drew from a cadence: `<schedule>_<epoch ms>`. */
export const PostRef = z
  .string()
  .regex(/^[0-9a-f-]{36}(_\d{1,15})?$/i, "This id is not well formed.");
export const WithPostRef = z.object({ id: PostRef });

export const ListPosts = PageQuery.extend({
  from: IsoDate.optional(),
  to: IsoDate.optional(),
  status: z.string().optional(),
  platform: Platform.optional(),
  campaignId: Id.optional(),
  accountId: Id.optional(),
  /** Oldest first for calendars, newest first for lists. */
  order: z.enum(["asc", "desc"]).default("desc"),
  /** By the product's clock: whose time has come or that went out before it, or the rest. */
  when: z.enum(["past", "coming"]).optional(),
});
export type ListPosts = z.infer<typeof ListPosts>;

export const CalendarQuery = z.object({ from: IsoDate, to: IsoDate });
export type CalendarQuery = z.infer<typeof CalendarQuery>;
export const CalendarSlots = z.object({ items: z.array(PostView) });
export type CalendarSlots = z.infer<typeof CalendarSlots>;

/** Publish now: one post of the campaign on the account; the optimizer chooses unless a variant is given. */
export const PublishNow = z.object({
  campaignId: chosenId("Choose a campaign."),
  accountId: chosenId("Choose an account."),
  variantId: Id.optional(),
});
export type PublishNow = z.infer<typeof PublishNow>;

/** Override one slot. `pin: null` gives the choice back to Bandwagon. */
export const OverridePost = z.object({
  action: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("pin"), variantId: Id.nullable() }),
    z.object({ kind: z.literal("skip") }),
    z.object({ kind: z.literal("move"), dueAt: IsoDate }),
    z.object({ kind: z.literal("cancel") }),
    z.object({ kind: z.literal("retry") }),
    /** A person saw it on the platform. `link`: its address there, or its id. */
    z.object({
      kind: z.literal("found"),
      link: z
        .string()
        .trim()
        .max(2000, "This link is too long.")
        .refine(
          (link) => readFoundLink(link) !== null,
          "Paste the post's full address, beginning with https://, or its id.",
        ),
    }),
  ]),
  note: z.string().trim().max(300, "Keep the note under 300 characters.").optional(),
});
export type OverridePost = z.infer<typeof OverridePost>;

/** `contentHash`: what was seen; when it was edited since, the answer is 409 and nothing is approved. */
export const ApproveOwnContent = z.object({ contentHash: z.string().max(100) });
export type ApproveOwnContent = z.infer<typeof ApproveOwnContent>;

/** Publish one post that exists, now instead of at its time. */
export const PublishPost = z.object({ postId: Id });
export type PublishPost = z.infer<typeof PublishPost>;
