import { createHash } from "node:crypto";
import type { SandboxContext } from "../context";
import { countsOf, type PostRow } from "../posts";
import { findLinks, replaceLinks } from "./weighted-length";

export interface TweetDetail {
  mediaIds: string[];
  mediaKeys: string[];
  replyTo: string | null;
  quoteOf: string | null;
  poll?: { options: string[]; duration_minutes: number } | null;
}

export function readDetail(post: PostRow): TweetDetail {
  return JSON.parse(post.detail) as TweetDetail;
}

function shorten(link: string): string {
  return `https://t.co/${createHash("sha256").update(link).digest("base64url").slice(0, 10)}`;
}

const mediaLink = (postId: string) => shorten(`pic/${postId}`);

/** X gives text back with its own links, one more for media, and with `&`, `<`, `>` escaped. */
export function wireText(text: string, postId: string, hasMedia: boolean): string {
  const short = replaceLinks(text, shorten);
  const whole = hasMedia ? `${short} ${mediaLink(postId)}`.trim() : short;
  return whole.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function listUrls(post: PostRow, { mediaKeys }: TweetDetail) {
  const links = findLinks(post.body).map((link) => ({
    url: shorten(link),
    expanded_url: link.startsWith("http") ? link : `http://${link}`,
    display_url: link.replace(/^https?:\/\//, ""),
  }));
  const pictures = mediaKeys.map((key, index) => ({
    url: mediaLink(post.id),
    expanded_url: `https://x.com/i/status/${post.id}/photo/${index + 1}`,
    display_url: "pic.x.com",
    media_key: key,
  }));
  return [...links, ...pictures];
}

const retweetShare = 0.8;

function publicMetrics(context: SandboxContext, post: PostRow) {
  const counts = countsOf(context, post);
  const retweets = Math.floor(counts.shares * retweetShare);
  return {
    retweet_count: retweets,
    reply_count: counts.comments,
    like_count: counts.likes,
    quote_count: counts.shares - retweets,
    bookmark_count: counts.saves,
    impression_count: counts.views,
  };
}

function privateMetrics(context: SandboxContext, post: PostRow) {
  const counts = countsOf(context, post);
  return {
    impression_count: counts.views,
    url_link_clicks: counts.clicks,
    user_profile_clicks: Math.floor(counts.likes / 4),
  };
}

export function tweetView(context: SandboxContext, post: PostRow, fields: ReadonlySet<string>) {
  const detail = readDetail(post);
  const view: Record<string, unknown> = {
    id: post.id,
    text: wireText(post.body, post.id, detail.mediaKeys.length > 0),
    edit_history_tweet_ids: [post.id],
  };
  // Whole seconds, as X tells them.
  const createdAt = new Date(Math.floor(post.created_at / 1000) * 1000);
  if (fields.has("created_at")) view.created_at = createdAt.toISOString();
  if (fields.has("author_id")) view.author_id = post.account_id;
  if (fields.has("public_metrics")) view.public_metrics = publicMetrics(context, post);
  if (fields.has("non_public_metrics")) view.non_public_metrics = privateMetrics(context, post);
  if (fields.has("organic_metrics")) {
    const { like_count, reply_count, retweet_count } = publicMetrics(context, post);
    view.organic_metrics = {
      ...privateMetrics(context, post),
      like_count,
      reply_count,
      retweet_count,
    };
  }
  if (fields.has("attachments") && detail.mediaKeys.length > 0) {
    view.attachments = { media_keys: detail.mediaKeys };
  }
  if (fields.has("attachments") && detail.poll) view.attachments = { poll_ids: [post.id] };
  const urls = fields.has("entities") ? listUrls(post, detail) : [];
  if (urls.length > 0) view.entities = { urls };
  if (fields.has("referenced_tweets") && detail.replyTo) {
    view.referenced_tweets = [{ type: "replied_to", id: detail.replyTo }];
  }
  return view;
}
