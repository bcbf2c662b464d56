import { z } from "zod";
import type { Call, Route, SandboxContext } from "../context";
import { countsOf, type PostRow } from "../posts";
import type { Profile } from "../profiles";
import { listRows } from "../store";
import { asCreator, type Gate } from "./access";
import { answer } from "./answers";
import { readBody, readFields } from "./read-body";

const known = [
  "id",
  "create_time",
  "cover_image_url",
  "share_url",
  "video_description",
  "duration",
  "height",
  "width",
  "title",
  "embed_html",
  "embed_link",
  "like_count",
  "comment_count",
  "share_count",
  "view_count",
];

const toGate = (name: string): Gate => ({
  scopes: ["video.list"],
  limit: { name, perMinute: 600 },
  fault: "read",
});

/** Posts that everybody sees, newest first; `before` in milliseconds. */
function listPublic(context: SandboxContext, creator: Profile, before: number): PostRow[] {
  return listRows<PostRow>(
    context.db,
    `select * from posts where platform = 'tiktok' and account_id = ? and deleted_at is null
     and published_at <= ? and created_at < ? order by created_at desc limit 500`,
    creator.id,
    context.now().getTime(),
    before,
  );
}

function toVideo(context: SandboxContext, creator: Profile, post: PostRow, fields: string[]) {
  const counts = countsOf(context, post);
  const isPhoto = post.media_kind === "image";
  const page = `${context.baseUrl}/tiktok/@${creator.username}/${isPhoto ? "photo" : "video"}/${post.id}`;
  const all: Record<string, unknown> = {
    id: post.id,
    create_time: Math.floor(post.created_at / 1000),
    cover_image_url: `${context.baseUrl}/avatars/${creator.id}.svg`,
    share_url: `${page}?utm_campaign=tt4d_open_api`,
    title: isPhoto ? (post.title ?? "") : post.body,
    video_description: post.body,
    duration: isPhoto ? 0 : 12,
    height: 1920,
    width: 1080,
    embed_html: "",
    embed_link: page,
    like_count: counts.likes,
    comment_count: counts.comments,
    share_count: counts.shares,
    view_count: counts.views,
  };
  return Object.fromEntries(fields.map((field) => [field, all[field]]));
}

const Listing = z.strictObject({
  max_count: z.int().min(1).max(20).default(10),
  cursor: z.int().optional(),
});

function list(call: Call) {
  return asCreator(call, toGate("video_list"), async ({ creator }) => {
    const { context } = call;
    const fields = readFields(call, known);
    if (fields instanceof Response) return fields;
    const body = await readBody(call, Listing);
    if (body instanceof Response) return body;
    const found = listPublic(context, creator, body.cursor ?? Number.MAX_SAFE_INTEGER);
    const shown = found.slice(0, body.max_count);
    return answer(context, {
      videos: shown.map((post) => toVideo(context, creator, post, fields)),
      cursor: shown.at(-1)?.created_at ?? context.now().getTime(),
      has_more: found.length > shown.length,
    });
  });
}

const Query = z.strictObject({
  filters: z.strictObject({ video_ids: z.array(z.string().regex(/^\d+$/)).min(1).max(20) }),
});

function query(call: Call) {
  return asCreator(call, toGate("video_query"), async ({ creator }) => {
    const { context } = call;
    const fields = readFields(call, known);
    if (fields instanceof Response) return fields;
    const body = await readBody(call, Query);
    if (body instanceof Response) return body;
    const ids = body.filters.video_ids;
    const found = listPublic(context, creator, Number.MAX_SAFE_INTEGER).filter((post) =>
      ids.includes(post.id),
    );
    return answer(context, {
      videos: found.map((post) => toVideo(context, creator, post, fields)),
    });
  });
}

export const tiktokVideoRoutes: Route[] = [
  { method: "POST", path: "tiktok/v2/video/list/", handle: list },
  { method: "POST", path: "tiktok/v2/video/query/", handle: query },
];
