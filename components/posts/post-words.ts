import type { PostStatusKey } from "@/components/ui/status";
import { formatInZone } from "@/components/ui/zoned-format";
import type { PostView } from "@/lib/contracts/posts";
import { timingSentence } from "@/lib/domain/best-time/words";
import { uncertainWords } from "@/lib/domain/uncertain-words";
import { catalog } from "@/lib/platforms/catalog";

const UPCOMING = ["planned", "awaiting_approval", "queued"];

/** A person can still change what goes out, and when. */
export const isUpcoming = (post: PostView) => UPCOMING.includes(post.status);

export const statusKeyOf = (post: PostView): PostStatusKey =>
  post.held && isUpcoming(post) ? "paused" : post.status;

const GOING_WELL: readonly PostView["status"][] = ["pending", "published"];

/** What stands in its way. A post that nobody knows about is explained by its status alone. */
export const troubleOf = (post: PostView) =>
  ["parked", "unknown", "skipped", "deleted", ...GOING_WELL].includes(post.status)
    ? null
    : post.problem;

/** In a list, where no sentence tells why it was skipped. */
export const rowTroubleOf = (post: PostView) =>
  post.status === "skipped" ? post.problem : troubleOf(post);

/** How far it has come, or whom it did not reach: no trouble of the post itself. */
export const noteOf = (post: PostView) => (GOING_WELL.includes(post.status) ? post.problem : null);

/** Bandwagon picks the variant when the time comes. */
export const willChoose = (post: PostView) =>
  isUpcoming(post) && post.variant === null && post.optimizerOn;

/** "X, Tue 24 Nov 18:00"; the time of a draft is still to be given. */
export function titleOf(post: PostView, zone: string): string {
  const when = post.status === "draft" ? "draft" : formatInZone(post.dueAt, zone, "date-time");
  return `${catalog[post.platform].label}, ${when}`;
}

/** Why it has its time; null where a schedule says it, or a person moved it. */
export const timingOf = ({ timing, dueAt }: PostView) =>
  timing && timing.at === dueAt ? timingSentence(timing) : null;

/** What a person did with the slot, as it follows their name. */
export function describeOverride(post: PostView, zone: string): string {
  if (post.status === "skipped") return "skipped this slot";
  if (post.status === "canceled") return "canceled this post";
  const moved =
    post.dueAt === (post.timing?.at ?? post.slotAt)
      ? null
      : `moved this slot to ${formatInZone(post.dueAt, zone, "date-time")}`;
  const pinned = post.pinned ? "chose the variant" : null;
  return [pinned, moved].filter(Boolean).join(" and ") || "decided about this post";
}

/** Where the post stands, in one sentence. */
export function describeStatus(post: PostView, zone: string): string {
  const when = formatInZone(post.dueAt, zone, "date-time");
  const { label } = catalog[post.platform];
  if (post.held && isUpcoming(post))
    return `Held. It was set for ${when}. If that passes meanwhile, it won’t go out by itself.`;
  switch (post.status) {
    case "draft":
      return "A draft. It goes nowhere until you publish it or give it a time.";
    case "planned":
      return `Planned for ${when}.`;
    case "awaiting_approval":
      return `Due ${when}. It goes out once somebody approves it.`;
    case "queued":
      return post.attempt > 0 || post.problemCode
        ? `Not out yet. It was due ${when}.`
        : `Goes out ${when}.`;
    case "publishing":
      return `On its way to ${label}.`;
    case "pending":
      return `${label} has it and still works on it.`;
    case "published":
      return publishedWords(post, zone);
    case "blocked":
      return `${post.accountHandle} needs to be connected again. The post waits for it.`;
    case "unknown":
      return `${post.problem ?? `${label} did not answer.`} Bandwagon looks there before anything is sent again.`;
    case "parked":
      return uncertainWords(label);
    case "failed":
      return `It did not go out. It was due ${when}.`;
    case "skipped":
      return post.problem ?? `Skipped. Nothing goes out at ${when}.`;
    case "canceled":
      return `Canceled. It was due ${when}.`;
    case "deleted":
      return `It was published and is no longer on ${label}.`;
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

const NEEDS_YOU: readonly PostStatusKey[] = ["failed", "parked", "blocked", "awaiting_approval"];

/** "2 of these posts need you. The latest was due Sun 22 Nov 15:19." The latest comes first, or the next. */
export function describePosts(
  posts: readonly PostView[],
  { status, when }: { status?: string; when?: string },
  zone: string,
): string {
  const [first] = posts.filter((post) => post.status !== "draft");
  if (!first && posts.length > 0) return "Only drafts: nothing here has a time yet.";
  if (!first)
    return when === "coming" ? "What is still to go out" : "What came due and what went out";
  const due = formatInZone(first.dueAt, zone, "date-time");
  const needs = posts.filter((post) => NEEDS_YOU.includes(statusKeyOf(post))).length;
  const needed =
    needs === 0 ? "" : `${needs} of these posts ${needs === 1 ? "needs" : "need"} you. `;
  const isNext = when === "coming" && !status;
  return `${needed}${isNext ? "The next is" : "The latest was"} due ${due}.`;
}
