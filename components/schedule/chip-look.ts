import type { PostStatusKey } from "@/components/ui/status";
import type { PostView } from "@/lib/contracts/posts";

const UPCOMING: readonly PostView["status"][] = ["planned", "awaiting_approval", "queued"];

export type ChipLook = {
  /** Classes of the chip: done, wait, fail, opt, held. */
  tone: "" | "done" | "wait" | "fail" | "opt" | "held";
  icon: PostStatusKey;
  /** A last line that says what is the matter. */
  why?: string;
};

export const isMovable = (post: PostView) => UPCOMING.includes(post.status);

/** Bandwagon picks the variant when the time comes. */
export const willChoose = (post: PostView) =>
  isMovable(post) && post.variant === null && post.optimizerOn;

const WAITING: Partial<Record<PostView["status"], string>> = {
  awaiting_approval: "Waits for approval",
  blocked: "Connect the account",
  unknown: "Checking",
  parked: "Did it go out?",
};

/** How a post looks on the calendar: flat when done, rust when it needs somebody, marigold when open. */
export function lookOf(post: PostView): ChipLook {
  const { status } = post;
  if (post.held && isMovable(post))
    return { tone: "held", icon: "paused", why: "Held while paused" };
  if (status === "failed") return { tone: "fail", icon: status, why: post.problem ?? "Failed" };
  const waits = WAITING[status];
  if (waits) return { tone: "wait", icon: status, why: waits };
  if (isMovable(post) && post.accountStatus === "action_required") {
    return { tone: "wait", icon: "blocked", why: "Connect the account" };
  }
  if (willChoose(post)) return { tone: "opt", icon: status };
  if (isMovable(post) || status === "publishing" || status === "pending") {
    return { tone: "", icon: status };
  }
  if (isPausedAway(post)) return { tone: "done", icon: status, why: "Paused at its time" };
  return { tone: "done", icon: status };
}

const isPausedAway = ({ status, problemCode }: PostView) =>
  status === "skipped" && (problemCode === "paused" || problemCode === "all_paused");

/** What stands on a chip under its first line. */
export function textOf(post: PostView): string {
  const own = post.title ?? post.text;
  if (own) return own;
  const campaign = post.campaignName ?? post.accountHandle;
  return willChoose(post) || post.optimizerOn ? campaign : `${campaign}, next in turn`;
}

export type Block = { id: string; posts: PostView[] };

/** Posts in order of time; those of one account that are too close stand in one block. */
export function toBlocks(posts: readonly PostView[]): Block[] {
  const blocks: Block[] = [];
  for (const post of posts) {
    const partner = blocks.find((block) => block.posts.some((each) => clash(each, post)));
    if (partner) partner.posts.push(post);
    else blocks.push({ id: post.id, posts: [post] });
  }
  return blocks;
}

const clash = (a: PostView, b: PostView) =>
  a.accountId === b.accountId && (isTooCloseTo(a, b.id) || isTooCloseTo(b, a.id));

export const isTooCloseTo = ({ conflict }: PostView, postId: string) =>
  conflict?.kind === "too_close" && conflict.postId === postId;

/** In a few words, what is wrong with the place of a post. */
export const conflictWords = (conflict: NonNullable<PostView["conflict"]>) =>
  conflict.kind === "too_close"
    ? gapWords(conflict.gapMinutes)
    : `Beyond ${conflict.cap} posts a day`;

export const gapWords = (minutes: number) =>
  minutes === 0 ? "At the same time" : `${Math.round(minutes)} min apart`;
