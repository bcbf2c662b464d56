import { z } from "zod";
import { UpdateVariant } from "@/lib/contracts/campaigns";
import { chosenId, Id, IsoDate, PageQuery } from "@/lib/contracts/common";
import { PostStatus, PostView } from "@/lib/contracts/posts";
import { METRIC_NAMES } from "@/lib/platforms/entry";
import { Platform } from "@/lib/platforms/platform";

const MAX_TARGETS = 50;
const MAX_ITEMS = 100;

/** What is posted. Left out: the platform's first format, no title, no text, no files, no options. */
export const PublishContent = z.strictObject(
  UpdateVariant.pick({ format: true, title: true, text: true, media: true, options: true }).shape,
);
export type PublishContent = z.infer<typeof PublishContent>;

const PublishTarget = z.strictObject({
  accountId: chosenId("Choose an account."),
  /** What differs for this account, field by field. */
  content: PublishContent.optional(),
});
export type PublishTarget = z.infer<typeof PublishTarget>;

/** An instant with its offset, or a wall clock's time that `timeZone` makes one. */
const LocalOrInstant = z.union(
  [IsoDate, z.iso.datetime({ local: true })],
  "Give a date and time with its offset, as 2026-01-31T09:00:00Z, or a local one with timeZone.",
);

const Targets = z.array(PublishTarget).min(1).max(MAX_TARGETS, "Name 50 accounts at most.");

const shape = {
  status: z.enum(["published", "scheduled", "draft"], "Use published, scheduled or draft."),
  scheduledAt: LocalOrInstant.optional(),
  timeZone: z.string().max(64).optional(),
  /** Either this, or `accountIds` where all accounts get the same. */
  targets: Targets.optional(),
  accountIds: z
    .array(chosenId("Choose an account."))
    .min(1, "Choose at least one account.")
    .max(MAX_TARGETS, "Name 50 accounts at most.")
    .optional(),
  content: PublishContent.optional(),
  campaignId: Id.optional(),
  /** A variant of the campaign; left out, Bandwagon chooses one at publish time. */
  variantId: Id.optional(),
  /** With the scope posts:approve: what is sent is approved by whoever sends it. */
  approve: z.boolean().optional(),
};

type Shape = z.infer<z.ZodObject<typeof shape>>;

function checkWhole(request: Shape, ctx: z.RefinementCtx): void {
  const refuse = (path: string, message: string) =>
    ctx.addIssue({ code: "custom", path: [path], message });
  const { status, scheduledAt, targets, accountIds, content, campaignId, variantId, approve } =
    request;
  if (status === "scheduled" && scheduledAt === undefined)
    refuse("scheduledAt", "Say when it is to go out.");
  if (status !== "scheduled" && scheduledAt !== undefined)
    refuse("scheduledAt", "Only with the status scheduled is there a time. Leave it out.");
  if ((targets === undefined) === (accountIds === undefined))
    refuse("targets", "Name the accounts, either as targets or as accountIds.");
  const ids = (targets?.map(({ accountId }) => accountId) ?? accountIds ?? []).map((id) =>
    id.toLowerCase(),
  );
  if (new Set(ids).size < ids.length)
    refuse(targets ? "targets" : "accountIds", "An account is listed twice.");
  const hasOwn = content !== undefined || targets?.some((target) => target.content !== undefined);
  if (campaignId === undefined) {
    if (variantId !== undefined) refuse("campaignId", "Name the campaign of this variant.");
    const isLacking = targets?.some((target) => target.content === undefined) ?? true;
    if (content === undefined && isLacking)
      refuse("content", "Say what is posted, or name a campaign whose variants are.");
  }
  if (approve && !hasOwn)
    refuse("approve", "Only content of your own is approved here; variants are on their campaign.");
  if (variantId !== undefined && hasOwn)
    refuse("variantId", "Give either a variant or content of your own.");
}

/** One thing to publish, on one account or several. */
export const PublishRequest = z.strictObject(shape).superRefine(checkWhole);
export type PublishRequest = z.infer<typeof PublishRequest>;

export const PublishBatch = z.strictObject({
  /** Each is judged on its own: what is wrong with one keeps no other back. */
  items: z
    .array(z.record(z.string(), z.unknown()))
    .min(1, "Send at least one item.")
    .max(MAX_ITEMS, "Send 100 items at most."),
});
export type PublishBatch = z.infer<typeof PublishBatch>;

export const ItemKey = z
  .string()
  .regex(/^[\x21-\x7e]{1,255}$/, "Use 1 to 255 visible ASCII characters, without spaces.");

/** An item of a batch: a request that may have a key of its own. */
export const PublishItem = z
  .strictObject({ ...shape, key: ItemKey.optional() })
  .superRefine(checkWhole);

/** Changes what has not been taken by a publisher yet. What is left out stays. */
export const ChangePublication = z
  .strictObject({
    status: shape.status.optional(),
    scheduledAt: shape.scheduledAt,
    timeZone: shape.timeZone,
    content: shape.content,
    targets: shape.targets,
    approve: shape.approve,
  })
  .refine((change) => Object.keys(change).length > 0, "Say what is to change.")
  .superRefine(({ status, scheduledAt }, ctx) => {
    const isScheduled = status === "scheduled";
    if (isScheduled === (scheduledAt !== undefined)) return;
    const message = isScheduled
      ? "Say when it is to go out."
      : "Only with the status scheduled is there a time. Leave it out.";
    ctx.addIssue({ code: "custom", path: ["scheduledAt"], message });
  });
export type ChangePublication = z.infer<typeof ChangePublication>;

const FieldProblem = z.object({ path: z.string(), message: z.string() });

const PublishProblem = z.object({
  code: z.string(),
  message: z.string(),
  /** At the fields of the request. */
  errors: z.array(FieldProblem),
});
export type PublishProblem = z.infer<typeof PublishProblem>;

export const PublishRefusal = z.object({
  accountId: z.string(),
  platform: Platform.nullable(),
  problem: PublishProblem,
});
export type PublishRefusal = z.infer<typeof PublishRefusal>;

/** What became of the request for one account. */
export const PublishResult = z.object({
  accountId: z.string(),
  platform: Platform.nullable(),
  ok: z.boolean(),
  postId: z.string().nullable(),
  status: PostStatus.nullable(),
  /** Worth knowing; of a draft, also what stands in its way. */
  warnings: z.array(FieldProblem),
  problem: PublishProblem.nullable(),
});
export type PublishResult = z.infer<typeof PublishResult>;

export const PublicationStatus = z.enum([
  "draft",
  "awaiting_approval",
  "scheduled",
  "publishing",
  "published",
  "partial",
  "failed",
  "canceled",
]);
export type PublicationStatus = z.infer<typeof PublicationStatus>;

export const PublishAnswer = z.object({
  id: z.string(),
  status: PublicationStatus,
  campaignId: z.string().nullable(),
  scheduledAt: z.string().nullable(),
  results: z.array(PublishResult),
});
export type PublishAnswer = z.infer<typeof PublishAnswer>;

export const PublishItemResult = z.object({
  index: z.number(),
  ok: z.boolean(),
  /** Answered from an earlier request with the same key. */
  replayed: z.boolean(),
  publication: PublishAnswer.nullable(),
  problem: PublishProblem.extend({ results: z.array(PublishResult) }).nullable(),
});
export type PublishItemResult = z.infer<typeof PublishItemResult>;

export const PublishBatchAnswer = z.object({
  accepted: z.number(),
  refused: z.number(),
  results: z.array(PublishItemResult),
});
export type PublishBatchAnswer = z.infer<typeof PublishBatchAnswer>;

const PublicationPost = PostView.pick({
  accountId: true,
  accountHandle: true,
  platform: true,
  sandbox: true,
  status: true,
  held: true,
  dueAt: true,
  publishedAt: true,
  title: true,
  text: true,
  permalink: true,
  visibility: true,
}).extend({
  postId: z.string(),
  /** The platform's own id of it. */
  externalId: z.string().nullable(),
  attempts: z.number(),
  problem: z.object({ code: z.string().nullable(), message: z.string() }).nullable(),
  /** What has been counted; a null count is unknown. Null as a whole while it is not out. */
  counts: z.record(z.enum(METRIC_NAMES), z.number().nullable()).nullable(),
});
export type PublicationPost = z.infer<typeof PublicationPost>;

export const PublicationView = z.object({
  /** Of the request; a post that no request made stands under its own id. */
  id: z.string(),
  status: PublicationStatus,
  campaignId: z.string().nullable(),
  createdAt: z.string(),
  createdBy: z.object({ kind: z.enum(["user", "token", "system"]), name: z.string() }).nullable(),
  posts: z.array(PublicationPost),
  refused: z.array(PublishRefusal),
});
export type PublicationView = z.infer<typeof PublicationView>;

/** A publication after a change, with what became of the change for each of its posts. */
export const PublicationChanged = PublicationView.extend({ results: z.array(PublishResult) });
export type PublicationChanged = z.infer<typeof PublicationChanged>;

export const PublicationPage = z.object({
  items: z.array(PublicationView),
  nextCursor: z.string().nullable(),
});

export const ListPublications = PageQuery.extend({
  status: PublicationStatus.optional(),
  platform: Platform.optional(),
  accountId: Id.optional(),
  from: IsoDate.optional(),
  to: IsoDate.optional(),
});
export type ListPublications = z.infer<typeof ListPublications>;
