import { toLines } from "@/lib/domain/check-options";
import type { Counts } from "@/lib/domain/metrics";
import { splitParts } from "@/lib/domain/text-parts";
import type { Draft, DraftMedia } from "../adapter";

export interface Poll {
  options: string[];
  duration_minutes: number;
}

export interface TweetBody {
  text: string;
  media?: { media_ids: string[] };
  poll?: Poll;
  reply?: { in_reply_to_tweet_id: string };
}

export interface Attachments {
  mediaIds: readonly string[];
  poll: Poll | null;
}

/** The texts to post, each an answer to the one before. */
export function toTexts(draft: Draft): string[] {
  const texts = draft.format === "thread" ? splitParts(draft.text) : [draft.text];
  return texts.map((text) => text.normalize("NFC"));
}

/** What is attached belongs to the first part. */
export function toTweetBody(
  text: string,
  replyTo: string | null,
  { mediaIds, poll }: Attachments,
): TweetBody {
  if (replyTo !== null) return { text, reply: { in_reply_to_tweet_id: replyTo } };
  return {
    text,
    ...(mediaIds.length > 0 ? { media: { media_ids: [...mediaIds] } } : {}),
    ...(poll ? { poll } : {}),
  };
}

/** Null where the draft is no poll. Whether X would take it is `findIssue`'s question. */
export function toPoll(draft: Draft): Poll | null {
  if (draft.format !== "poll") return null;
  const options = toLines(draft.options.choices ?? "").map((choice) => choice.normalize("NFC"));
  return { options, duration_minutes: Number(draft.options.durationMinutes ?? "1440") };
}

export function toMediaCategory(media: DraftMedia): "tweet_image" | "tweet_gif" | "tweet_video" {
  if (media.kind === "video") return "tweet_video";
  return media.mimeType === "image/gif" ? "tweet_gif" : "tweet_image";
}

export interface TweetMetrics {
  public_metrics?: Partial<Record<string, number>>;
  non_public_metrics?: Partial<Record<string, number>>;
}

/** Reposts and quotes are both shares. Link clicks are told for thirty days only. */
export function toCounts(tweet: TweetMetrics): Counts {
  const open = tweet.public_metrics ?? {};
  const own = tweet.non_public_metrics ?? {};
  const { retweet_count: reposts, quote_count: quotes } = open;
  return {
    views: open.impression_count ?? null,
    likes: open.like_count ?? null,
    shares: reposts === undefined && quotes === undefined ? null : (reposts ?? 0) + (quotes ?? 0),
    comments: open.reply_count ?? null,
    clicks: own.url_link_clicks ?? null,
    saves: open.bookmark_count ?? null,
    conversions: null,
  };
}
