import type { PostStatusKey } from "@/components/ui/status";
import { formatInZone } from "@/components/ui/zoned-format";
import type { PostView } from "@/lib/contracts/posts";
import { catalog } from "@/lib/platforms/catalog";

const UPCOMING = ["planned", "awaiting_approval", "queued"];

/** A person can still change what goes out, and when. */
export const isUpcoming = (post: PostView) => UPCOMING.includes(post.status);

export const statusKeyOf = (post: PostView): PostStatusKey =>
  post.held && isUpcoming(post) ? "paused" : post.status;

/** Bandwagon picks the variant when the time comes. */
export const willChoose = (post: PostView) =>
  isUpcoming(post) && post.variant === null && post.optimizerOn;

/** Where the post stands, in one sentence. */
export function describeStatus(post: PostView, zone: string): string {
  const when = formatInZone(post.dueAt, zone, "date-time");
  const { label } = catalog[post.platform];
  if (post.held && isUpcoming(post)) return `Held since it is paused. It was due ${when}.`;
  switch (post.status) {
    case "planned":
      return `Planned for ${when}.`;
    case "awaiting_approval":
      return `Due ${when}. It goes out once somebody approves it.`;
    case "queued":
      return post.attempt > 0 ? `It will be tried again. It was due ${when}.` : `Goes out ${when}.`;
    case "publishing":
      return `On its way to ${label}.`;
    case "pending":
      return `${label} has it and still works on it.`;
    case "published":
      return publishedWords(post, zone);
    case "blocked":
      return `${post.accountHandle} needs to be connected again. The post waits for it.`;
    case "unknown":
      return `${label} did not answer. We look whether it went out before anything else is sent.`;
    case "parked":
      return `We could not find out whether it went out on ${label}. Look there, then decide.`;
    case "failed":
      return `It did not go out. It was due ${when}.`;
    case "skipped":
      return `Skipped. Nothing goes out at ${when}.`;
    case "canceled":
      return `Canceled. It was due ${when}.`;
    case "deleted":
      return `It was published and is gone from ${label}.`;
  }
}

function publishedWords(post: PostView, zone: string): string {
  const when = formatInZone(post.publishedAt ?? post.dueAt, zone, "date-time");
  const { label } = catalog[post.platform];
  if (post.visibility === "draft")
    return `Sent ${when}. On ${label} it is a draft, not yet public.`;
  if (post.visibility === "scheduled") return `Sent ${when}. ${label} will show it later.`;
  return `Published ${when}.`;
}
