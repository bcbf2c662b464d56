import { createHash, createHmac } from "node:crypto";
import { isSameText } from "../webhook-signature";
import type { NormalizedEvent, WebhookSpec } from "../webhook-spec";

const TOPIC = /^https:\/\/www\.youtube\.com\/(?:xml\/)?feeds\/videos\.xml\?channel_id=[\w-]+$/;

/** PubSubHubbub: a notice that a video was uploaded or renamed. It carries no counts. */
export const youtubeWebhook: WebhookSpec = {
  handshake(request) {
    const query = request.url.searchParams;
    const challenge = query.get("hub.challenge");
    const mode = query.get("hub.mode") ?? "";
    if (request.method !== "GET" || !challenge || !/^(un)?subscribe$/.test(mode)) return null;
    const headers = { "content-type": "text/plain; charset=utf-8" };
    if (!TOPIC.test(query.get("hub.topic") ?? "")) return { status: 404, headers, body: "" };
    return { status: 200, headers, body: challenge };
  },
  verify(rawBody, headers, secret) {
    const given = headers["x-hub-signature"];
    const wanted = `sha1=${createHmac("sha1", secret).update(rawBody).digest("hex")}`;
    return given !== undefined && isSameText(given, wanted);
  },
  parse(rawBody) {
    const xml = new TextDecoder().decode(rawBody);
    return [...xml.matchAll(/<entry\b[^>]*>([\s\S]*?)<\/entry>/g)].flatMap((match) =>
      toEvents(match[1] ?? ""),
    );
  },
};

function toEvents(entry: string): NormalizedEvent[] {
  const videoId = tag(entry, "yt:videoId");
  if (!videoId) return [];
  const updated = tag(entry, "updated") ?? tag(entry, "published");
  const at = updated ? new Date(updated) : null;
  return [
    {
      externalEventId: createHash("sha256").update(`${videoId} ${updated}`).digest("hex"),
      kind: "video.changed",
      externalPostId: videoId,
      externalAccountId: tag(entry, "yt:channelId"),
      at: at && !Number.isNaN(at.getTime()) ? at : null,
      payload: { videoId, updated },
    },
  ];
}

function tag(xml: string, name: string): string | null {
  return new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1]?.trim() || null;
}
