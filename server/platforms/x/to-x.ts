import type { Counts } from "@/lib/domain/metrics";
import type { Draft, DraftMedia } from "../adapter";

export interface TweetBody {
  text: string;
  media?: { media_ids: string[] };
}

export function toTweetBody(draft: Draft, mediaId: string | null): TweetBody {
  const text = draft.text.normalize("NFC");
  return mediaId === null ? { text } : { text, media: { media_ids: [mediaId] } };
}

export function toMediaCategory(media: DraftMedia): "tweet_image" | "tweet_gif" | "tweet_video" {
  if (media.kind === "video") return "tweet_video";
  return media.mimeType === "image/gif" ? "tweet_gif" : "tweet_image";
}

export interface StoredTweet {
  id: string;
  text: string;
  urls: ReadonlyArray<{ short: string; long: string | null; isMedia: boolean }>;
}

const ENTITIES: Record<string, string> = { "&amp;": "&", "&lt;": "<", "&gt;": ">" };

/** X shortens links, appends one for media and escapes three characters; this undoes all of it. */
function toComparable(text: string, urls: StoredTweet["urls"]): string {
  let plain = text;
  for (const { short, long, isMedia } of urls) {
    plain = plain.replaceAll(short, isMedia ? "" : (long ?? short));
  }
  return plain
    .replace(/&(?:amp|lt|gt);/g, (entity) => ENTITIES[entity] ?? entity)
    .normalize("NFC")
    .replace(/https?:\/\//gi, "")
    .replace(/\/(?=\s|$)/g, "")
    .replace(/\s+/g, " ")
    .trim();
}

/** The oldest of these tweets that says what we sent, or null. */
export function findSameText(tweets: readonly StoredTweet[], text: string): StoredTweet | null {
  const wanted = toComparable(text, []);
  const same = tweets.filter((tweet) => toComparable(tweet.text, tweet.urls) === wanted);
  return same.at(-1) ?? null;
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

/** The body of one multipart form: a segment number and the bytes. */
export function toAppendForm(
  segmentIndex: number,
  bytes: Uint8Array,
  boundary: string,
): { contentType: string; body: Uint8Array } {
  const head =
    `--${boundary}\r\ncontent-disposition: form-data; name="segment_index"\r\n\r\n${segmentIndex}\r\n` +
    `--${boundary}\r\ncontent-disposition: form-data; name="media"; filename="segment"\r\n` +
    "content-type: application/octet-stream\r\n\r\n";
  const encoder = new TextEncoder();
  const parts = [encoder.encode(head), bytes, encoder.encode(`\r\n--${boundary}--\r\n`)];
  const body = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength, 0));
  let at = 0;
  for (const part of parts) {
    body.set(part, at);
    at += part.byteLength;
  }
  return { contentType: `multipart/form-data; boundary=${boundary}`, body };
}
