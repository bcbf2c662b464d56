import { z } from "zod";
import type { Call, SandboxContext } from "../context";
import { createPost, findPost, type PostRow } from "../posts";
import type { Profile } from "../profiles";
import { json, readJson } from "../respond";
import { sha256Hex } from "../seeded";
import { findRow } from "../store";
import { asUser } from "./access";
import { nextSnowflake } from "./ids";
import { findMedia, type MediaRow, mediaKey, mediaState } from "./media";
import { duplicateContent, forbidden, invalidRequest } from "./problems";
import { schemaMessages } from "./schema-messages";
import { announce } from "./subscriptions";
import { type TweetDetail, wireText } from "./tweet-view";
import { weightedLength } from "./weighted-length";

const CreateTweet = z.strictObject({
  text: z.string().optional(),
  media: z
    .strictObject({
      media_ids: z.array(z.string()).min(1).max(4),
      tagged_user_ids: z.array(z.string()).max(10).optional(),
    })
    .optional(),
  poll: z
    .strictObject({
      options: z.array(z.string().min(1).max(25)).min(2).max(4),
      duration_minutes: z.int().min(5).max(10_080),
    })
    .optional(),
  reply: z
    .strictObject({
      in_reply_to_tweet_id: z.string(),
      exclude_reply_user_ids: z.array(z.string()).optional(),
      auto_populate_reply_metadata: z.boolean().optional(),
    })
    .optional(),
  quote_tweet_id: z.string().optional(),
  reply_settings: z.enum(["following", "mentionedUsers", "subscribers", "verified"]).optional(),
  community_id: z.string().optional(),
  share_with_followers: z.boolean().optional(),
  made_with_ai: z.boolean().optional(),
  paid_partnership: z.boolean().optional(),
  nullcast: z.boolean().optional(),
  for_super_followers_only: z.boolean().optional(),
});
type CreateTweet = z.infer<typeof CreateTweet>;

const maxWeight = 280;

export function createTweet(call: Call) {
  const scopes = ["tweet.read", "tweet.write", "users.read"];
  const gate = { bucket: "create", limit: 100, scopes, fault: "publish" as const };
  return asUser(call, gate, async (user) => {
    const body = CreateTweet.safeParse(await readJson(call.request));
    if (!body.success) return invalidRequest(...schemaMessages(body.error));
    const media = collectMedia(call.context, user, body.data.media?.media_ids ?? []);
    if (typeof media === "string") return invalidRequest(media);
    if (body.data.poll && (media.length > 0 || body.data.quote_tweet_id)) {
      return invalidRequest("$.poll: a post takes a poll, or media, or a quote.");
    }
    return (
      refuse(call.context, user, body.data, media) ?? accept(call.context, user, body.data, media)
    );
  });
}

function collectMedia(
  context: SandboxContext,
  user: Profile,
  ids: readonly string[],
): MediaRow[] | string {
  const media: MediaRow[] = [];
  for (const id of ids) {
    const row = findMedia(context, user, id);
    if (!row || mediaState(context, row) !== "succeeded") return "Your media IDs are invalid.";
    media.push(row);
  }
  const isMixed = media.length > 1 && media.some((row) => row.category !== "tweet_image");
  return isMixed ? "A post takes four images, or one GIF, or one video." : media;
}

function refuse(
  context: SandboxContext,
  user: Profile,
  input: CreateTweet,
  media: readonly MediaRow[],
): Response | null {
  const text = input.text ?? "";
  const isEmpty = text.trim() === "" && media.length === 0 && !input.poll;
  if (isEmpty) return invalidRequest("$.text: is required when there is no media.");
  if (weightedLength(text) > maxWeight) return forbidden("Tweet needs to be a bit shorter.");
  const target = input.reply?.in_reply_to_tweet_id;
  const parent = target ? findPost(context, "x", target) : null;
  if (target && parent?.account_id !== user.id) {
    return forbidden("You attempted to reply to a Tweet that is deleted or not visible to you.");
  }
  if (input.quote_tweet_id) return forbidden("Quoting is not part of your access level.");
  if (isDuplicate(context, user, contentHash(text, media, target ?? null))) {
    return duplicateContent();
  }
  return null;
}

/** The same words below another post are another post. */
function contentHash(text: string, media: readonly MediaRow[], replyTo: string | null): string {
  const parts = [text.normalize("NFC").trim(), ...media.map((row) => row.content_hash ?? row.id)];
  if (replyTo !== null) parts.push(`reply ${replyTo}`);
  return sha256Hex(parts.join("\u0000"));
}

function isDuplicate(context: SandboxContext, user: Profile, hash: string): boolean {
  const since = context.now().getTime() - context.timings.duplicateWindowMs;
  const same = findRow(
    context.db,
    `select 1 from posts where account_id = ? and content_hash = ? and created_at > ?
     and deleted_at is null`,
    user.id,
    hash,
    since,
  );
  return same !== null;
}

function accept(
  context: SandboxContext,
  user: Profile,
  input: CreateTweet,
  media: readonly MediaRow[],
): Response {
  const text = input.text ?? "";
  const now = context.now().getTime();
  const replyTo = input.reply?.in_reply_to_tweet_id ?? null;
  const mediaIds = media.map((row) => row.id);
  const id = nextSnowflake(context);
  const detail: TweetDetail = {
    mediaIds,
    mediaKeys: media.map(mediaKey),
    replyTo,
    quoteOf: null,
    poll: input.poll ?? null,
  };
  const post: PostRow = {
    id,
    platform: "x",
    account_id: user.id,
    title: null,
    body: text,
    detail: JSON.stringify(detail),
    media_kind:
      media.length === 0 ? "none" : media[0]?.category === "tweet_image" ? "image" : "video",
    content_hash: contentHash(text, media, replyTo),
    created_at: now,
    published_at: now,
    ready_at: null,
    deleted_at: null,
  };
  const wire = wireText(text, id, mediaIds.length > 0);
  const evidence = { mediaIds, replyTo, poll: detail.poll, altTexts: media.map(altTextOf) };
  createPost(context, { ...post, kind: "tweet", evidence }, () =>
    announce(context, user, "post.create", post.id, {
      id: post.id,
      text: wire,
      author_id: user.id,
      created_at: new Date(now).toISOString(),
    }),
  );
  return json(201, {
    data: { id: post.id, text: wire, edit_history_tweet_ids: [post.id] },
  });
}

const altTextOf = (media: MediaRow): string | null => media.alt_text;
