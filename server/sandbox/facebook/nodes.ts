import type { Call } from "../context";
import { asAccount } from "../meta/access";
import { badParameter } from "../meta/graph-error";
import type { Edge, Node, NodeRequest } from "../meta/nodes";
import { pickFields, refuseUnknown } from "../meta/params";
import type { SandboxObject } from "../objects";
import { countsOf, findPost, type PostRow } from "../posts";
import { json } from "../respond";
import { run } from "../store";
import { isReady, permalinkOf, readDetail, toPostView } from "./post-detail";
import { insightScopes, postingScopes, readingScopes } from "./scopes";
import { findVideo, type VideoDetail } from "./videos";

const platform = "facebook" as const;

function reading(
  { call, params, node }: NodeRequest,
  scopes: readonly string[],
  work: () => Response,
) {
  const gate = { account: node.account, platform, scopes, fault: "read" as const };
  return asAccount(call, params, gate, work);
}

const isVideo = (post: PostRow) => post.media_kind === "video";

/** Posts of the feed have ids that name the page; a bare video's or story's stands alone. */
const isOfFeed = (post: PostRow) => post.id.includes("_");

const getPage: Edge = {
  method: "GET",
  platform,
  type: "account",
  name: "",
  handle: (request) =>
    reading(request, readingScopes, () => {
      const { call, params, node } = request;
      const { id, name, username, about, followers } = node.account;
      const picture = { data: { url: `${call.context.baseUrl}/avatars/${id}.png` } };
      const view = { id, name, username, about, followers_count: followers, picture };
      const picked = pickFields(params, view, ["id", "name"]);
      return picked instanceof Response ? picked : json(200, picked);
    }),
};

/** A post that goes by its video's id answers as the video does. */
const getPost: Edge = {
  method: "GET",
  platform,
  type: "post",
  name: "",
  handle: (request) =>
    reading(request, readingScopes, () => {
      const { call, params, node } = request;
      if (node.type !== "post") return badParameter("Not a post");
      const view =
        isVideo(node.post) && !isOfFeed(node.post)
          ? toVideoView(call, node.post.id, node.post)
          : toPostView(call, node.post);
      const picked = pickFields(params, view, ["id", "created_time"]);
      return picked instanceof Response ? picked : json(200, picked);
    }),
};

/** A video whose post goes by another id, or of which none came: still uploading, or refused. */
const getVideo: Edge = {
  method: "GET",
  platform,
  type: "object",
  name: "",
  handle: (request) =>
    reading(request, readingScopes, () => {
      const { call, params, node } = request;
      if (node.type !== "object" || node.kind !== "video") return badParameter("Not a video");
      const { id } = node.object;
      const post = findPost(
        call.context,
        platform,
        findVideo(call.context, id)?.detail.postId ?? "",
      );
      const picked = pickFields(params, toVideoView(call, id, post), ["id"]);
      return picked instanceof Response ? picked : json(200, picked);
    }),
};

function toVideoView(call: Call, id: string, post: PostRow | null): Record<string, unknown> {
  const { context } = call;
  const video = findVideo(context, id);
  const counts = post ? countsOf(context, post) : null;
  const summary = (total: number) => ({ data: [], summary: { total_count: total } });
  return {
    id,
    status: video ? toStatus(call, video) : undefined,
    permalink_url: post ? permalinkOf(context, post.id) : undefined,
    title: post?.title ?? undefined,
    description: post?.body,
    published: post !== null,
    created_time: post ? new Date(post.created_at).toISOString() : undefined,
    likes: summary(counts?.likes ?? 0),
    comments: summary(counts?.comments ?? 0),
  };
}

function toStatus({ context }: Call, video: SandboxObject<VideoDetail>) {
  const { detail, state } = video;
  const isUploaded = detail.size > 0 && detail.received === detail.size;
  const isDone = (video.readyAt ?? 0) <= context.now().getTime();
  const uploading = { status: isUploaded ? "complete" : "in_progress" };
  const waiting = { status: "not_started" };
  if (state === "uploading") {
    return {
      video_status: isUploaded ? "upload_complete" : "processing",
      uploading_phase: uploading,
      processing_phase: waiting,
      publishing_phase: waiting,
    };
  }
  if (!isDone) {
    return {
      video_status: "processing",
      uploading_phase: uploading,
      processing_phase: { status: "in_progress" },
      publishing_phase: waiting,
    };
  }
  if (state === "failed") {
    return {
      video_status: "error",
      uploading_phase: uploading,
      processing_phase: { status: "error", errors: [{ message: detail.failure ?? "" }] },
      publishing_phase: waiting,
    };
  }
  return {
    video_status: "ready",
    uploading_phase: uploading,
    processing_phase: { status: "complete" },
    publishing_phase: { status: "complete", publish_status: "published" },
  };
}

const deletePost: Edge = {
  method: "DELETE",
  platform,
  type: "post",
  name: "",
  handle: ({ call, params, node }) => {
    const gate = {
      account: node.account,
      platform,
      scopes: postingScopes,
      fault: "publish" as const,
    };
    return asAccount(call, params, gate, () => {
      if (node.type !== "post") return badParameter("Not a post");
      const { context } = call;
      const now = context.now().getTime();
      run(context.db, "update posts set deleted_at = ? where id = ?", now, node.post.id);
      run(
        context.db,
        "delete from objects where platform = 'facebook' and kind = 'video' and id = ?",
        readDetail(node.post).mediaId ?? node.post.id,
      );
      return json(200, { success: true });
    });
  },
};

const postMetrics = [
  "post_media_view",
  "post_total_media_view_unique",
  "post_clicks",
  "post_clicks_by_type",
  "post_reactions_by_type_total",
  "post_video_views",
  "post_activity_by_action_type",
];

function toInsight(id: string, name: string, value: unknown) {
  return { name, period: "lifetime", values: [{ value }], id: `${id}/insights/${name}/lifetime` };
}

const insights: Edge = {
  method: "GET",
  platform,
  type: "post",
  name: "insights",
  handle: (request) =>
    reading(request, insightScopes, () => {
      const { call, params, node } = request;
      const stray = refuseUnknown(params, ["metric", "period", "since", "until"]);
      if (stray) return stray;
      const post = toInsightPost(node);
      if (!post) {
        return badParameter("Tried accessing nonexisting field (insights) on node type (Video)");
      }
      const names = (params.values.get("metric") ?? "").split(",").filter(Boolean);
      if (names.length === 0 || names.some((name) => !postMetrics.includes(name))) {
        return badParameter("The value must be a valid insights metric");
      }
      const counts = countsOf(call.context, post);
      const values: Record<string, unknown> = {
        post_media_view: counts.views,
        post_total_media_view_unique: Math.floor(counts.views * 0.82),
        post_clicks: counts.clicks,
        post_clicks_by_type: { "link clicks": counts.clicks },
        post_reactions_by_type_total: { like: counts.likes },
        post_video_views: 0,
        post_activity_by_action_type: { share: counts.shares, comment: counts.comments },
      };
      return json(200, { data: names.map((name) => toInsight(post.id, name, values[name])) });
    }),
};

/** Only posts of the feed have this edge; a bare video or story has not. */
function toInsightPost(node: Node): PostRow | null {
  return node.type === "post" && isOfFeed(node.post) ? node.post : null;
}

const videoInsights: Edge = {
  method: "GET",
  platform,
  type: "post",
  name: "video_insights",
  handle: (request) =>
    reading(request, insightScopes, () => {
      const { call, node } = request;
      if (node.type !== "post" || !isVideo(node.post)) return badParameter("Not a video");
      const { post } = node;
      if (!isReady(call, post)) return json(200, { data: [] });
      const counts = countsOf(call.context, post);
      const isReel = readDetail(post).kind === "reel";
      const values = {
        [isReel ? "blue_reels_play_count" : "total_video_views"]: counts.views,
        post_video_avg_time_watched: 5_400,
        post_video_likes_by_reaction_type: { REACTION_LIKE: counts.likes },
        post_video_social_actions: { SHARE: counts.shares, COMMENT: counts.comments },
      };
      const data = Object.entries(values).map(([name, value]) => toInsight(post.id, name, value));
      return json(200, { data });
    }),
};

export const nodeEdges: readonly Edge[] = [
  getPage,
  getPost,
  getVideo,
  deletePost,
  insights,
  videoInsights,
];
