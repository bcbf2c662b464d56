import { createHash, createHmac } from "node:crypto";
import { isSameText } from "../webhook-signature";
import type { NormalizedEvent, WebhookSpec } from "../webhook-spec";
import { subscribeToYoutube } from "./subscribe";

const TOPIC = /^https:\/\/www\.youtube\.com\/(?:xml\/)?feeds\/videos\.xml\?channel_id=[\w-]+$/;

/** PubSubHubbub: a notice that a video was uploaded or renamed. It carries no counts. */
export const youtubeWebhook: WebhookSpec = {
  signatureHeaders: ["x-hub-signature"],
  format: "xml",
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
    // Cut at the ends, each entry is looked at once; what follows the last one is none.
    return xml.split("</entry>").slice(0, -1).flatMap(toEntry).flatMap(toEvents);
  },
  subscribe: subscribeToYoutube,
};

function toEntry(piece: string): string[] {
  const begin = piece.search(/<entry[\s>]/);
  return begin < 0 ? [] : [piece.slice(begin)];
}

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
  const open = `<${name}>`;
  const begin = xml.indexOf(open);
  const end = xml.indexOf("<", begin + open.length);
  if (begin < 0 || !xml.startsWith(`</${name}>`, end)) return null;
  return xml.slice(begin + open.length, end).trim() || null;
}
