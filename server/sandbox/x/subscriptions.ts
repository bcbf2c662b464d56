import { createHash, createHmac } from "node:crypto";
import type { SandboxContext } from "../context";
import { queueDelivery } from "../deliveries";
import { countsOf, type PostRow } from "../posts";
import type { Profile } from "../profiles";
import { pick } from "../seeded";
import { findRow, listRows, run } from "../store";

interface Target {
  subscription_id: string;
  url: string;
  tag: string | null;
}

export function sign(context: SandboxContext, content: string): string {
  const secret = context.apps.x.webhookSecret;
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

const replies = [
  "Where can I get this?",
  "Needed to hear that today.",
  "Is this available outside the city?",
  "Tried it last week. Would do it again.",
  "Not sure I agree, but well said.",
  "How long does it take?",
] as const;

const perPump = 25;
const noticedForMs = 14 * 86_400_000;

/** Turns what the audience did since the last look into events. Hints: the pull has the counts. */
export function announceReactions(context: SandboxContext): void {
  const posts = listRows<PostRow>(
    context.db,
    `select * from posts where platform = 'x' and deleted_at is null and published_at > ?
     and account_id in (select user_id from subscriptions) order by published_at desc limit 200`,
    context.now().getTime() - noticedForMs,
  );
  for (const post of posts) {
    const counts = countsOf(context, post);
    announceNew(context, post, "likes", counts.likes);
    announceNew(context, post, "comments", counts.comments);
  }
}

function announceNew(
  context: SandboxContext,
  post: PostRow,
  metric: "likes" | "comments",
  count: number,
): void {
  const row = findRow<{ count: number }>(
    context.db,
    "select count from emitted where post_id = ? and metric = ?",
    post.id,
    metric,
  );
  const from = row?.count ?? 0;
  const to = Math.min(count, from + perPump);
  if (to <= from) return;
  for (let number = from + 1; number <= to; number += 1) {
    if (metric === "likes") announceLike(context, post, number);
    else announceReply(context, post, number);
  }
  run(
    context.db,
    `insert into emitted (post_id, metric, count) values (?1, ?2, ?3)
     on conflict (post_id, metric) do update set count = ?3`,
    post.id,
    metric,
    to,
  );
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
    text: pick(replies, context.seed, post.id, number),
    author_id: `9${post.id.slice(-12)}${number}`,
    in_reply_to_user_id: post.account_id,
    referenced_tweets: [{ type: "replied_to", id: post.id }],
    created_at: context.now().toISOString(),
  });
}
