import { createHash } from "node:crypto";
import type { SandboxContext } from "../context";
import { countsOf, type PostRow } from "../posts";
import { findLinks, replaceLinks } from "./weighted-length";

export interface TweetDetail {
  mediaIds: string[];
  mediaKeys: string[];
  replyTo: string | null;
  quoteOf: string | null;
}

export function readDetail(post: PostRow): TweetDetail {
  return JSON.parse(post.detail) as TweetDetail;
}

function shorten(link: string): string {
  return `https://t.co/${createHash("sha256").update(link).digest("base64url").slice(0, 10)}`;
}

/** X gives text back with its own links and with `&`, `<`, `>` escaped. */
export function wireText(text: string): string {
  const escaped = replaceLinks(text, shorten);
  return escaped.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
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
    text: wireText(post.body),
    edit_history_tweet_ids: [post.id],
  };
  if (fields.has("created_at")) view.created_at = new Date(post.created_at).toISOString();
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
  if (fields.has("entities")) {
    const urls = findLinks(post.body).map((link) => ({
      url: shorten(link),
      expanded_url: link.startsWith("http") ? link : `http://${link}`,
      display_url: link.replace(/^https?:\/\//, ""),
    }));
    if (urls.length > 0) view.entities = { urls };
  }
  if (fields.has("referenced_tweets") && detail.replyTo) {
    view.referenced_tweets = [{ type: "replied_to", id: detail.replyTo }];
  }
  return view;
}
