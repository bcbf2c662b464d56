import { createHmac, randomBytes } from "node:crypto";
import { escapeHtml } from "../consent-page";
import type { Call, Route, SandboxContext } from "../context";
import { askReceiver, isDeliverable, queueDelivery } from "../deliveries";
import type { PostRow } from "../posts";
import { findProfile, type Profile } from "../profiles";
import { empty, readForm, text } from "../respond";
import { sha256Hex } from "../seeded";
import { listRows, run } from "../store";

interface HubRow {
  callback: string;
  topic: string;
  secret: string | null;
  mode: "subscribe" | "unsubscribe";
  lease_seconds: number;
  verified: number;
  expires_at: number | null;
}

const defaultLeaseSecs = 432_000;
const maxLeaseSecs = 864_000;

export const youtubeHubRoutes: Route[] = [
  { method: "POST", path: "youtube/subscribe", handle: subscribe },
];

/** A channel's feed, under its present and its older address. */
function channelOf(topic: string): string | null {
  if (!URL.canParse(topic)) return null;
  const url = new URL(topic);
  const isFeed = /^\/(?:xml\/)?feeds\/videos\.xml$/.test(url.pathname);
  return isFeed && url.hostname === "www.youtube.com" ? url.searchParams.get("channel_id") : null;
}

/** Accepted first, verified on the next pump: the hub asks the callback whether it meant it. */
async function subscribe(call: Call): Promise<Response> {
  const form = await readForm(call.request);
  const mode = form.get("hub.mode");
  const callback = form.get("hub.callback") ?? "";
  const topic = form.get("hub.topic") ?? "";
  if (mode !== "subscribe" && mode !== "unsubscribe") {
    return text(400, "Invalid value for hub.mode");
  }
  if (!isDeliverable(call.context, callback)) return text(400, "Invalid parameter: hub.callback");
  const channelId = channelOf(topic);
  if (!channelId || findProfile(call.context.db, channelId)?.platform !== "youtube") {
    return text(400, "Invalid parameter: hub.topic");
  }
  const secret = form.get("hub.secret");
  if (secret && Buffer.byteLength(secret) >= 200) return text(400, "Invalid parameter: hub.secret");
  const asked = Number(form.get("hub.lease_seconds") || defaultLeaseSecs);
  const lease =
    Number.isInteger(asked) && asked > 0 ? Math.min(asked, maxLeaseSecs) : defaultLeaseSecs;
  run(
    call.context.db,
    `insert into hub (callback, topic, secret, mode, lease_seconds, verified) values (?1, ?2, ?3, ?4, ?5, 0)
     on conflict (callback, topic) do update set secret = ?3, mode = ?4, lease_seconds = ?5, verified = 0`,
    callback,
    topic,
    secret,
    mode,
    lease,
  );
  return empty(202);
}

export async function verifySubscriptions(context: SandboxContext): Promise<void> {
  const rows = listRows<HubRow>(context.db, "select * from hub where verified = 0 limit 20");
  await Promise.all(rows.map((row) => verifyOne(context, row)));
}

async function verifyOne(context: SandboxContext, row: HubRow): Promise<void> {
  const challenge = randomBytes(16).toString("hex");
  const url = new URL(row.callback);
  url.searchParams.set("hub.mode", row.mode);
  url.searchParams.set("hub.topic", row.topic);
  url.searchParams.set("hub.challenge", challenge);
  if (row.mode === "subscribe")
    url.searchParams.set("hub.lease_seconds", String(row.lease_seconds));
  const isMeant = (await askReceiver(context, url))?.trim() === challenge;
  const isOver = row.mode === "unsubscribe" ? isMeant : !isMeant;
  if (isOver) {
    run(context.db, "delete from hub where callback = ? and topic = ?", row.callback, row.topic);
    return;
  }
  const expires = context.now().getTime() + row.lease_seconds * 1000;
  run(
    context.db,
    `update hub set verified = 1, mode = 'subscribe', expires_at = coalesce(?, expires_at)
     where callback = ? and topic = ?`,
    row.mode === "subscribe" ? expires : null,
    row.callback,
    row.topic,
  );
}

/** Tells each verified subscriber that a video is out or has changed. */
export function notifyHub(context: SandboxContext, channel: Profile, post: PostRow): void {
  const now = context.now();
  const rows = listRows<HubRow>(
    context.db,
    "select * from hub where verified = 1 and expires_at > ?",
    now.getTime(),
  ).filter((row) => channelOf(row.topic) === channel.id);
  for (const row of rows) {
    const body = atomEntry(channel, post, row.topic, now.toISOString());
    const signature: Record<string, string> = row.secret
      ? { "x-hub-signature": `sha1=${createHmac("sha1", row.secret).update(body).digest("hex")}` }
      : {};
    queueDelivery(context, {
      id: sha256Hex([row.callback, row.topic, body].join("\u0000")),
      url: row.callback,
      headers: { "content-type": "application/atom+xml", ...signature },
      body,
    });
  }
}

function atomEntry(channel: Profile, post: PostRow, topic: string, updated: string): string {
  const published = new Date(post.published_at ?? post.created_at).toISOString();
  return `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns:yt="http://www.youtube.com/xml/schemas/2015" xmlns="http://www.w3.org/2005/Atom"><link rel="hub" href="https://pubsubhubbub.appspot.com"/><link rel="self" href="${escapeHtml(topic)}"/><title>YouTube video feed</title><updated>${updated}</updated><entry>
<id>yt:video:${post.id}</id><yt:videoId>${post.id}</yt:videoId><yt:channelId>${channel.id}</yt:channelId>
<title>${escapeHtml(post.title ?? "")}</title><link rel="alternate" href="https://www.youtube.com/watch?v=${post.id}"/>
<author><name>${escapeHtml(channel.name)}</name><uri>https://www.youtube.com/channel/${channel.id}</uri></author>
<published>${published}</published><updated>${updated}</updated></entry></feed>`;
}

/** Scheduled videos go public by themselves; the hub says so once. */
export function announceScheduled(context: SandboxContext): void {
  const now = context.now().getTime();
  const posts = listRows<PostRow>(
    context.db,
    `select * from posts where platform = 'youtube' and deleted_at is null and published_at <= ?
     and published_at > created_at and id not in (select post_id from emitted where metric = 'out')`,
    now,
  );
  for (const post of posts) {
    const channel = findProfile(context.db, post.account_id);
    if (channel) notifyHub(context, channel, post);
    run(context.db, "insert into emitted (post_id, metric, count) values (?, 'out', 1)", post.id);
  }
}
