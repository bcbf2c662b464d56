import type { Call } from "../context";
import { asAccount } from "../meta/access";
import { toInstagramView } from "../meta/accounts";
import { badParameter, graphError } from "../meta/graph-error";
import { toShortcode } from "../meta/ids";
import type { Edge, NodeRequest } from "../meta/nodes";
import { pickFields, refuseFields, refuseUnknown, toPage } from "../meta/params";
import { countsOf, type PostRow } from "../posts";
import { json } from "../respond";
import { listRows, run } from "../store";
import { createContainer, findContainer, stateOf } from "./containers";
import { type InstagramDetail, publishContainer, quotaTotal, quotaUsed } from "./publish";
import { insightScopes, publishScopes, readScopes, removeScopes } from "./scopes";

const platform = "instagram" as const;
const dayMs = 86_400_000;

type Fault = "publish" | "media" | "read";

function edge(
  method: Edge["method"],
  type: Edge["type"],
  name: string,
  gate: { scopes: readonly string[]; fault: Fault },
  work: (request: NodeRequest) => Response | Promise<Response>,
): Edge {
  const handle = (request: NodeRequest) => {
    const { call, params, node } = request;
    return asAccount(call, params, { account: node.account, platform, ...gate }, () =>
      work(request),
    );
  };
  return { method, platform, type, name, handle };
}

const reading = { scopes: readScopes, fault: "read" as const };

export const readDetail = (post: PostRow) => JSON.parse(post.detail) as InstagramDetail;

const mediaFields: readonly string[] = [
  "id",
  "caption",
  "media_type",
  "media_product_type",
  "permalink",
  "timestamp",
  "like_count",
  "comments_count",
  "children",
];

function toMediaView({ context }: Call, post: PostRow): Record<string, unknown> {
  const detail = readDetail(post);
  const counts = countsOf(context, post);
  return {
    id: post.id,
    caption: post.body === "" ? undefined : post.body,
    media_type: detail.type,
    media_product_type: detail.product,
    permalink: `${context.baseUrl}/instagram/p/${toShortcode(post.id)}?id=${post.id}`,
    timestamp: new Date(post.created_at).toISOString().replace(/\.\d+Z$/, "+0000"),
    like_count: counts.likes,
    comments_count: counts.comments,
    children:
      detail.children.length > 0 ? { data: detail.children.map((id) => ({ id })) } : undefined,
  };
}

/** Newest first. A story leaves its list after a day. */
function listMedia({ call, params, node }: NodeRequest, isStories: boolean): Response {
  const stray =
    refuseUnknown(params, ["limit", "after", "since", "until"]) ??
    refuseFields(params, mediaFields);
  if (stray) return stray;
  const { context } = call;
  const since = isStories ? context.now().getTime() - dayMs : 0;
  const posts = listRows<PostRow>(
    context.db,
    `select * from posts where platform = 'instagram' and account_id = ? and deleted_at is null
     and created_at > ? order by created_at desc, rowid desc limit 1000`,
    node.account.id,
    since,
  ).filter((post) => (readDetail(post).product === "STORY") === isStories);
  const views: Record<string, unknown>[] = [];
  for (const post of posts) {
    const picked = pickFields(params, toMediaView(call, post), ["id"]);
    if (picked instanceof Response) return picked;
    views.push(picked);
  }
  return json(200, toPage(call, params, views));
}

const statusWords: Record<string, string> = {
  IN_PROGRESS: "In Progress: Media is still being processed.",
  FINISHED: "Finished: Media has been uploaded and it is ready to be published.",
  PUBLISHED: "Published: Media has been successfully published.",
  EXPIRED: "Expired: Media has expired.",
};

function sendObject({ call, params, node }: NodeRequest): Response {
  const container = node.type === "object" ? findContainer(call.context, node.object.id) : null;
  if (!container) return badParameter("Not a container");
  const state = stateOf(call.context, container);
  const { failure } = container.detail;
  const view = {
    id: container.id,
    status_code: state,
    status: statusWords[state] ?? `Error: Media upload has failed with error code ${failure}`,
  };
  const picked = pickFields(params, view, ["id"]);
  return picked instanceof Response ? picked : json(200, picked);
}

const metricsOf: Record<InstagramDetail["product"], readonly string[]> = {
  FEED: [
    "views",
    "reach",
    "likes",
    "comments",
    "saved",
    "shares",
    "total_interactions",
    "profile_visits",
    "follows",
  ],
  REELS: [
    "views",
    "reach",
    "likes",
    "comments",
    "saved",
    "shares",
    "total_interactions",
    "ig_reels_avg_watch_time",
    "ig_reels_video_view_total_time",
  ],
  STORY: ["views", "reach", "replies", "navigation", "shares", "link_clicks"],
};

function sendInsights({ call, params, node }: NodeRequest): Response {
  const stray = refuseUnknown(params, ["metric", "period", "metric_type"]);
  if (stray) return stray;
  if (node.type !== "post") return badParameter("Not a media object");
  const { post } = node;
  const { product } = readDetail(post);
  const names = (params.values.get("metric") ?? "").split(",").filter(Boolean);
  const unknown = names.find((name) => !metricsOf[product].includes(name));
  if (names.length === 0 || unknown) {
    return badParameter(`The Media Insights API does not support the ${unknown ?? ""} metric`);
  }
  const counts = countsOf(call.context, post);
  if (product === "STORY" && counts.views < 5) {
    return graphError(10, "(#10) Not enough viewers for the media to show insights", {
      status: 400,
    });
  }
  const values: Record<string, number> = {
    views: counts.views,
    reach: Math.floor(counts.views * 0.84),
    likes: counts.likes,
    comments: counts.comments,
    saved: counts.saves,
    shares: counts.shares,
    replies: counts.comments,
    link_clicks: counts.clicks,
    total_interactions: counts.likes + counts.comments + counts.saves + counts.shares,
  };
  const data = names.map((name) => ({
    name,
    period: "lifetime",
    values: [{ value: values[name] ?? 0 }],
    id: `${post.id}/insights/${name}/lifetime`,
  }));
  return json(200, { data });
}

function sendPost({ call, params, node }: NodeRequest): Response {
  if (node.type !== "post") return badParameter("Not a media object");
  const picked = pickFields(params, toMediaView(call, node.post), ["id"]);
  return picked instanceof Response ? picked : json(200, picked);
}

function deletePost({ call: { context }, node }: NodeRequest): Response {
  if (node.type !== "post") return badParameter("Not a media object");
  const now = context.now().getTime();
  run(context.db, "update posts set deleted_at = ? where id = ?", now, node.post.id);
  return json(200, { success: true });
}

function sendAccount({ call, params, node }: NodeRequest): Response {
  const picked = pickFields(params, toInstagramView(call.context, node.account), ["id"]);
  return picked instanceof Response ? picked : json(200, picked);
}

function sendQuota({ call, node }: NodeRequest): Response {
  const config = { quota_total: quotaTotal, quota_duration: 86_400 };
  return json(200, { data: [{ quota_usage: quotaUsed(call.context, node.account), config }] });
}

export const instagramEdges: readonly Edge[] = [
  edge("GET", "account", "", reading, sendAccount),
  edge("POST", "account", "media", { scopes: publishScopes, fault: "media" }, (request) =>
    createContainer(request.call, request.node.account, request.params),
  ),
  edge("POST", "account", "media_publish", { scopes: publishScopes, fault: "publish" }, (request) =>
    publishContainer(request.call, request.node.account, request.params),
  ),
  edge("GET", "account", "media", reading, (request) => listMedia(request, false)),
  edge("GET", "account", "stories", reading, (request) => listMedia(request, true)),
  edge("GET", "account", "content_publishing_limit", reading, sendQuota),
  edge("GET", "object", "", reading, sendObject),
  edge("GET", "post", "", reading, sendPost),
  edge("DELETE", "post", "", { scopes: removeScopes, fault: "publish" }, deletePost),
  edge("GET", "post", "insights", { scopes: insightScopes, fault: "read" }, sendInsights),
];
