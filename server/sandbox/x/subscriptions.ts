import { createHash, createHmac } from "node:crypto";
import type { SandboxContext } from "../context";
import { queueDelivery } from "../deliveries";
import { countsOf, type PostRow } from "../posts";
import type { Profile } from "../profiles";
import { listWatchedPosts, noticeNew, replyText } from "../reactions";
import { getApp } from "../registered";
import { inTransaction, listRows } from "../store";

interface Target {
  subscription_id: string;
  url: string;
  tag: string | null;
}

export function sign(context: SandboxContext, content: string): string {
  const secret = getApp(context, "x").webhookSecret;
  return `sha256=${createHmac("sha256", secret).update(content).digest("base64")}`;
}

function uuidOf(...parts: string[]): string {
  const hex = createHash("sha256").update(parts.join("/")).digest("hex");
  const tail = hex.slice(17, 20);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${tail}-${hex.slice(20, 32)}`;
}

/** Queues one event for each subscription that asked for it. */
export function announce(
  context: SandboxContext,
  user: Pick<Profile, "id">,
  eventType: string,
  key: string,
  payload: Record<string, unknown>,
): void {
  const targets = listRows<Target>(
    context.db,
    `select subscriptions.id as subscription_id, hooks.url as url, subscriptions.tag as tag
     from subscriptions join hooks on hooks.id = subscriptions.webhook_id
     where hooks.valid = 1 and subscriptions.user_id = ? and subscriptions.event_type = ?`,
    user.id,
    eventType,
  );
  for (const target of targets) {
    const body = JSON.stringify({
      data: {
        event_uuid: uuidOf(eventType, key),
        filter: { user_id: user.id },
        event_type: eventType,
        ...(target.tag ? { tag: target.tag } : {}),
        payload,
      },
    });
    queueDelivery(context, {
      id: uuidOf(target.subscription_id, eventType, key),
      url: target.url,
      headers: {
        "content-type": "application/json",
        "x-twitter-webhooks-signature": sign(context, body),
      },
      body,
    });
  }
}

/** Turns what the audience did since the last look into events. Hints: the pull has the counts. */
export function announceReactions(context: SandboxContext): void {
  const subscribed = new Set(
    listRows<{ user_id: string }>(context.db, "select distinct user_id from subscriptions").map(
      (row) => row.user_id,
    ),
  );
  for (const post of listWatchedPosts(context, "x")) {
    if (!subscribed.has(post.account_id)) continue;
    const counts = countsOf(context, post);
    inTransaction(context.db, () => {
      for (const number of noticeNew(context, post.id, "likes", counts.likes)) {
        announceLike(context, post, number);
      }
      for (const number of noticeNew(context, post.id, "comments", counts.comments)) {
        announceReply(context, post, number);
      }
    });
  }
}

function announceLike(context: SandboxContext, post: PostRow, number: number): void {
  announce(context, { id: post.account_id }, "like.create", `${post.id}/${number}`, {
    id: uuidOf("like", post.id, String(number)),
    liked_tweet_id: post.id,
    tweet_author_id: post.account_id,
    created_at: context.now().toISOString(),
  });
}

function announceReply(context: SandboxContext, post: PostRow, number: number): void {
  const id = (BigInt(post.id) + BigInt(number)).toString();
  announce(context, { id: post.account_id }, "post.reply.create", `${post.id}/${number}`, {
    id,
    text: replyText(context, post.id, number),
    author_id: `9${post.id.slice(-12)}${number}`,
    in_reply_to_user_id: post.account_id,
    referenced_tweets: [{ type: "replied_to", id: post.id }],
    created_at: context.now().toISOString(),
  });
}
