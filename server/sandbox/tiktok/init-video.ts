import { z } from "zod";
import type { Call, Route } from "../context";
import { randomToken } from "../grants";
import { asCreator, type Gate } from "./access";
import { answer, invalidParam, refuse } from "./answers";
import { refuseDirect, settings } from "./direct-post";
import { beginPublishing, countPendingShares, type NewPublishing } from "./publishing";
import { readBody, words } from "./read-body";

const mb = 1_000_000;
const maxBytes = 4096 * 1024 * 1024;
const size = z.int().positive();

const FileSource = z.strictObject({
  source: z.enum(["FILE_UPLOAD", "PULL_FROM_URL"]),
  video_size: size.max(maxBytes).optional(),
  chunk_size: size.optional(),
  total_chunk_count: size.max(1000).optional(),
  video_url: z.string().optional(),
});
type FileSource = z.infer<typeof FileSource>;

const DirectVideo = z.strictObject({
  post_info: z.strictObject({
    ...settings,
    title: words(2200).optional(),
    disable_duet: z.boolean().optional(),
    disable_stitch: z.boolean().optional(),
    video_cover_timestamp_ms: z.int().min(0).optional(),
    is_aigc: z.boolean().optional(),
  }),
  source_info: FileSource,
});

const InboxVideo = z.strictObject({ source_info: FileSource });

/** What the chunks must be, by the rules of the media transfer guide. */
function refuseChunks(source: FileSource): string | null {
  const { video_size: total, chunk_size: chunk, total_chunk_count: count } = source;
  if (source.source !== "FILE_UPLOAD") return "Only FILE_UPLOAD is imitated for videos.";
  if (source.video_url !== undefined) return "video_url is for PULL_FROM_URL only.";
  if (!total || !chunk || !count) return "Video size, chunk size and chunk count are required.";
  if (count !== Math.floor(total / chunk)) return "The total chunk count is invalid.";
  if (total < 5 * mb) return chunk === total ? null : "A small video must be uploaded whole.";
  if (chunk < 5 * mb || chunk > 64 * 1024 * 1024) return "The chunk size is invalid.";
  return total - chunk * (count - 1) > 128 * 1024 * 1024 ? "The last chunk is too large." : null;
}

const initGate = (scope: string): Gate => ({
  scopes: [scope],
  limit: { name: "init", perMinute: 6 },
  fault: "media",
});

function initDirect(call: Call) {
  return asCreator(call, initGate("video.publish"), async ({ creator }) => {
    const { context } = call;
    const body = await readBody(call, DirectVideo);
    if (body instanceof Response) return body;
    const bad = refuseChunks(body.source_info);
    if (bad) return invalidParam(context, bad);
    const refusal = refuseDirect(context, creator, body.post_info);
    if (refusal) return refusal;
    const { title = "", privacy_level: privacy } = body.post_info;
    const input = { mode: "direct", kind: "video", title: "", text: title, privacy } as const;
    return openUpload(call, creator, input, body.source_info);
  });
}

const maxPendingShares = 5;

function initInbox(call: Call) {
  return asCreator(call, initGate("video.upload"), async ({ creator }) => {
    const { context } = call;
    const body = await readBody(call, InboxVideo);
    if (body instanceof Response) return body;
    const bad = refuseChunks(body.source_info);
    if (bad) return invalidParam(context, bad);
    if (countPendingShares(context, creator) >= maxPendingShares) {
      const message = "There may be at most 5 pending shares within any 24-hour period.";
      return refuse(context, 403, "spam_risk_too_many_pending_share", message);
    }
    const input = { mode: "inbox", kind: "video", title: "", text: "", privacy: "" } as const;
    return openUpload(call, creator, input, body.source_info);
  });
}

function openUpload(
  call: Call,
  creator: Parameters<typeof beginPublishing>[1],
  input: NewPublishing,
  source: FileSource,
): Response {
  const { context } = call;
  const publishing = beginPublishing(context, creator, {
    ...input,
    total: source.video_size ?? 0,
    chunkSize: source.chunk_size ?? 0,
    count: source.total_chunk_count ?? 0,
    token: randomToken(""),
  });
  const url = toUploadUrl(call);
  url.searchParams.set("upload_id", publishing.id);
  url.searchParams.set("upload_token", publishing.detail.token);
  return answer(context, { publish_id: publishing.id, upload_url: url.href });
}

/** On the host that was called: browsers and servers may know this one by other names. */
function toUploadUrl({ context, request, url }: Call): URL {
  const upload = new URL(`${context.baseUrl}/tiktok/upload/video/`);
  const host = request.headers.get("host");
  return host && host !== upload.host
    ? new URL(upload.pathname, `${url.protocol}//${host}`)
    : upload;
}

export const tiktokVideoInitRoutes: Route[] = [
  { method: "POST", path: "tiktok/v2/post/publish/video/init/", handle: initDirect },
  { method: "POST", path: "tiktok/v2/post/publish/inbox/video/init/", handle: initInbox },
];
