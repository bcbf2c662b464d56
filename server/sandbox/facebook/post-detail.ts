import type { Call, SandboxContext } from "../context";
import { countsOf, type PostRow } from "../posts";
import { listRows } from "../store";

export interface FacebookDetail {
  kind: "feed" | "video" | "reel" | "story";
  link: string | null;
  photoIds: readonly string[];
  /** The photo or video that a story shows. */
  mediaId: string | null;
}

export const readDetail = (post: PostRow) => JSON.parse(post.detail) as FacebookDetail;

export const isReady = ({ context }: Call, post: PostRow) =>
  (post.ready_at ?? 0) <= context.now().getTime();

export const permalinkOf = (context: SandboxContext, id: string) =>
  `${context.baseUrl}/facebook/p/${encodeURIComponent(id)}`;

/** Newest first. */
export function listPosts(call: Call, accountId: string, kinds: readonly string[]): PostRow[] {
  return listRows<PostRow>(
    call.context.db,
    `select * from posts where platform = 'facebook' and account_id = ? and deleted_at is null
     and published_at is not null order by created_at desc, rowid desc limit 1000`,
    accountId,
  ).filter((post) => kinds.includes(readDetail(post).kind) && isReady(call, post));
}

export const postFields: readonly string[] = [
  "id",
  "message",
  "created_time",
  "updated_time",
  "permalink_url",
  "from",
  "is_published",
  "attachments",
  "shares",
  "reactions",
  "likes",
  "comments",
];

/** How the Graph tells a post; only what is asked for is sent. */
export function toPostView({ context }: Call, post: PostRow): Record<string, unknown> {
  const detail = readDetail(post);
  const counts = countsOf(context, post);
  const created = new Date(post.created_at).toISOString().replace(/\.\d+Z$/, "+0000");
  return {
    id: post.id,
    message: post.body === "" ? undefined : post.body,
    created_time: created,
    updated_time: created,
    permalink_url: permalinkOf(context, post.id),
    from: { id: post.account_id },
    is_published: true,
    attachments: toAttachments(detail),
    shares: counts.shares > 0 ? { count: counts.shares } : undefined,
    reactions: toSummary(counts.likes),
    likes: toSummary(counts.likes),
    comments: toSummary(counts.comments),
  };
}

const toSummary = (total: number) => ({ data: [], summary: { total_count: total } });

function toAttachments({ photoIds, link }: FacebookDetail) {
  const photos = photoIds.map((id) => ({ media_type: "photo", target: { id } }));
  const [first] = photos;
  if (photos.length > 1) {
    return {
      data: [{ media_type: "album", target: { id: "0" }, subattachments: { data: photos } }],
    };
  }
  if (first) return { data: [first] };
  return link ? { data: [{ media_type: "link", target: { id: "" } }] } : undefined;
}
