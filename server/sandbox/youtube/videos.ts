import type { Call, Route } from "../context";
import { findPost, type PostRow } from "../posts";
import { findProfile, type Profile } from "../profiles";
import { empty, json, readJson } from "../respond";
import { listRows, run } from "../store";
import { asChannel, scopes } from "./access";
import { googleError, missingParameter } from "./errors";
import { notifyHub } from "./hub";
import { readList, readParts } from "./upload";
import { knownParts, refuseMetadata, VideoMetadata } from "./video-metadata";
import { readDetail, videoView } from "./video-view";

const base = "youtube/youtube/v3";

export const youtubeVideoRoutes: Route[] = [
  { method: "GET", path: `${base}/channels`, handle: listChannels },
  {
    method: "GET",
    path: `${base}/videos`,
    handle: (call) => listVideos(call, "youtube#videoListResponse"),
  },
  {
    method: "GET",
    path: `${base}/videos:batchGetStats`,
    handle: (call) => listVideos(call, "youtube#videoBatchGetStatsResponse"),
  },
  { method: "PUT", path: `${base}/videos`, handle: updateVideo },
  { method: "DELETE", path: `${base}/videos`, handle: deleteVideo },
];

function checkParts(parts: readonly string[]): Response | null {
  if (parts.length === 0) return missingParameter("parameter: part");
  const stray = parts.find(
    (part) => ![...knownParts, "fileDetails", "brandingSettings"].includes(part),
  );
  return stray ? googleError(400, "unknownPart", `'${stray}'`) : null;
}

function listChannels(call: Call) {
  return asChannel(call, { scopes: scopes.read, cost: 1, fault: "read" }, (channel) => {
    const query = call.url.searchParams;
    const parts = readParts(call.url);
    const refusal = checkParts(parts);
    if (refusal) return refusal;
    const ids = readList(call.url, "id");
    if (query.get("mine") !== "true" && ids.length === 0) {
      return googleError(
        400,
        "missingRequiredParameter",
        "No filter selected. Expected one of: id, mine",
      );
    }
    const channels =
      ids.length === 0 ? [channel] : ids.map((id) => findProfile(call.context.db, id));
    const items = channels
      .filter((found): found is Profile => found?.platform === "youtube")
      .map((found) => channelView(call, found, parts));
    return json(200, {
      kind: "youtube#channelListResponse",
      pageInfo: { totalResults: items.length, resultsPerPage: 5 },
      ...(items.length > 0 ? { items } : {}),
    });
  });
}

function channelView(call: Call, channel: Profile, parts: readonly string[]) {
  const { context } = call;
  const picture = { url: `${context.baseUrl}/avatars/${channel.id}.png`, width: 96, height: 96 };
  const videos = listRows<{ id: string }>(
    context.db,
    "select id from posts where account_id = ? and deleted_at is null",
    channel.id,
  );
  const makers: Record<string, () => unknown> = {
    snippet: () => ({
      title: channel.name,
      description: channel.about,
      customUrl: `@${channel.username}`,
      publishedAt: "2016-05-02T09:00:00Z",
      thumbnails: { default: picture, medium: picture, high: picture },
      country: "DK",
    }),
    statistics: () => ({
      viewCount: "184220",
      subscriberCount: String(channel.followers),
      hiddenSubscriberCount: false,
      videoCount: String(64 + videos.length),
    }),
    contentDetails: () => ({
      relatedPlaylists: { likes: "", uploads: `UU${channel.id.slice(2)}` },
    }),
    status: () => ({ privacyStatus: "public", isLinked: true, longUploadsStatus: "allowed" }),
  };
  const view: Record<string, unknown> = { kind: "youtube#channel", etag: "", id: channel.id };
  for (const part of parts) {
    const make = makers[part];
    if (make) view[part] = make();
  }
  return view;
}

function listVideos(call: Call, kind: string) {
  return asChannel(call, { scopes: scopes.read, cost: 1, fault: "read" }, (channel) => {
    const parts = readParts(call.url);
    const refusal = checkParts(parts);
    if (refusal) return refusal;
    const ids = readList(call.url, "id");
    if (ids.length === 0) return missingParameter("filter: id");
    if (ids.length > 50) return googleError(400, "invalidFilters", "At most 50 ids are allowed.");
    const items = [...new Set(ids)]
      .map((id) => findPost(call.context, "youtube", id))
      .filter((post): post is PostRow => post !== null && isVisible(call, post, channel))
      .map((post) => videoView(call.context, post, parts));
    return json(200, {
      kind,
      items,
      pageInfo: { totalResults: items.length, resultsPerPage: items.length },
    });
  });
}

function isVisible(call: Call, post: PostRow, channel: Profile): boolean {
  const isOut = post.published_at !== null && post.published_at <= call.context.now().getTime();
  return post.account_id === channel.id || isOut;
}

function findOwn(call: Call, channel: Profile, id: string): PostRow | Response {
  const post = findPost(call.context, "youtube", id);
  if (!post) {
    const message = "The video that you are trying to reach cannot be found.";
    return googleError(404, "videoNotFound", message, {}, "youtube.video");
  }
  if (post.account_id !== channel.id) return googleError(403, "forbidden", "Forbidden");
  return post;
}

/** A part that is sent replaces the whole part. */
function updateVideo(call: Call) {
  return asChannel(call, { scopes: scopes.manage, cost: 50, fault: "publish" }, async (channel) => {
    const parts = readParts(call.url);
    const refusal = checkParts(parts);
    if (refusal) return refusal;
    const body = VideoMetadata.safeParse(await readJson(call.request));
    const id = body.success ? body.data.id : undefined;
    if (!body.success || typeof id !== "string") return missingParameter("field: id");
    const post = findOwn(call, channel, id);
    if (post instanceof Response) return post;
    const before = readDetail(post);
    const snippet = body.data.snippet;
    if (parts.includes("snippet") && !snippet?.categoryId) {
      return googleError(400, "invalidCategoryId", "snippet.categoryId is required.");
    }
    const metadata: VideoMetadata = {
      snippet: parts.includes("snippet") ? snippet : before.metadata.snippet,
      status: parts.includes("status") ? body.data.status : before.metadata.status,
    };
    const now = call.context.now().getTime();
    const invalid = refuseMetadata(metadata, ["snippet", "status"], now);
    if (invalid) return invalid;
    const updated: PostRow = {
      ...post,
      title: metadata.snippet?.title ?? "",
      body: metadata.snippet?.description ?? "",
      detail: JSON.stringify({ ...before, metadata }),
      published_at: parts.includes("status")
        ? publishedAfter(post, metadata, now)
        : post.published_at,
    };
    run(
      call.context.db,
      "update posts set title = ?, body = ?, detail = ?, published_at = ? where id = ?",
      updated.title,
      updated.body,
      updated.detail,
      updated.published_at,
      post.id,
    );
    notifyHub(call.context, channel, updated);
    return json(200, videoView(call.context, updated, parts));
  });
}

function publishedAfter(post: PostRow, metadata: VideoMetadata, now: number): number | null {
  const status = metadata.status ?? {};
  if (status.publishAt !== undefined) return Date.parse(status.publishAt);
  if ((status.privacyStatus ?? "public") !== "public") return null;
  return post.published_at !== null && post.published_at <= now ? post.published_at : now;
}

function deleteVideo(call: Call) {
  return asChannel(call, { scopes: scopes.manage, cost: 50, fault: "publish" }, (channel) => {
    const id = call.url.searchParams.get("id");
    if (!id) return missingParameter("parameter: id");
    const post = findOwn(call, channel, id);
    if (post instanceof Response) return post;
    const now = call.context.now().getTime();
    run(call.context.db, "update posts set deleted_at = ? where id = ?", now, post.id);
    return empty(204);
  });
}
