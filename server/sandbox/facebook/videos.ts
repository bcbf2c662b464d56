import { appendBytes, digestBytes, removeBytes, writeBytes } from "../bytes";
import type { Call, SandboxContext } from "../context";
import { fetchMedia } from "../fetch-media";
import { asAccount } from "../meta/access";
import { badParameter, graphError } from "../meta/graph-error";
import { nextGraphId } from "../meta/ids";
import type { Edge, NodeRequest } from "../meta/nodes";
import { type Params, refuseUnknown } from "../meta/params";
import { changeObject, findObject, putObject, type SandboxObject } from "../objects";
import type { Profile } from "../profiles";
import { json } from "../respond";
import { record } from "./create-post";
import { postingScopes } from "./scopes";

export interface VideoDetail {
  edge: "videos" | "video_reels" | "video_stories";
  size: number;
  received: number;
  failure: string | null;
  /** A reel's post has an id of its own; others go by the video's. */
  postId?: string;
}

/** Uploading, uploaded, finished, or failed for good. */
export type Video = SandboxObject<VideoDetail>;

const chunkBytes = 2 * 1024 * 1024;
const dayMs = 86_400_000;
const known = [
  "upload_phase",
  "upload_session_id",
  "start_offset",
  "video_file_chunk",
  "file_size",
  "file_url",
  "title",
  "description",
  "published",
  "video_id",
  "video_state",
];

/** The session and the video carry the same number. */
const toSessionId = (videoId: string) => `9${videoId}`;

const toEdge = (name: VideoDetail["edge"]): Edge => ({
  method: "POST",
  platform: "facebook",
  type: "account",
  name,
  handle: (request) => handle(request, name),
});

export const videoEdges: readonly Edge[] = [
  toEdge("videos"),
  toEdge("video_reels"),
  toEdge("video_stories"),
];

function handle({ call, params, node: { account } }: NodeRequest, edge: VideoDetail["edge"]) {
  const phase = (params.values.get("upload_phase") ?? "").toLowerCase();
  const isPublic = phase === "finish" || phase === "";
  const gate = {
    account,
    platform: "facebook" as const,
    scopes: postingScopes,
    fault: isPublic ? ("publish" as const) : ("media" as const),
  };
  return asAccount(call, params, gate, () => {
    const stray = refuseUnknown(params, known);
    if (stray) return stray;
    if (phase === "start") return start(call, account, edge, params);
    if (phase === "transfer" && edge === "videos") return transfer(call, account, params);
    if (phase === "finish") return finish(call, account, edge, params);
    if (phase === "" && edge === "videos") return publishFromUrl(call, account, params);
    return badParameter("Param upload_phase must be one of {START, FINISH}");
  });
}

function start(call: Call, page: Profile, edge: VideoDetail["edge"], { values }: Params): Response {
  const { context } = call;
  const size = Number(values.get("file_size") ?? 0);
  if (edge === "videos" && !(Number.isInteger(size) && size > 0)) {
    return badParameter("The parameter file_size is required");
  }
  const id = putVideo(context, page, { edge, size, received: 0, failure: null });
  if (edge !== "videos") {
    return json(200, { video_id: id, upload_url: toUploadUrl(call, id) });
  }
  return json(200, {
    upload_session_id: toSessionId(id),
    video_id: id,
    start_offset: "0",
    end_offset: String(Math.min(size, chunkBytes)),
  });
}

function putVideo(context: SandboxContext, page: Profile, detail: VideoDetail): string {
  const id = nextGraphId(context, "12");
  writeBytes(context.dataDir, `fb-${id}`, new Uint8Array());
  putObject(context, {
    platform: "facebook",
    kind: "video",
    id,
    accountId: page.id,
    state: "uploading",
    detail,
    expiresAt: context.now().getTime() + 365 * dayMs,
  });
  return id;
}

/** On the host that was called: browsers may know this server by another name. */
function toUploadUrl({ context, request, url }: Call, id: string): string {
  const upload = new URL(`${context.baseUrl}/facebook/video-upload/v25.0/${id}`);
  const host = request.headers.get("host") ?? url.host;
  return new URL(upload.pathname, `${url.protocol}//${host}`).href;
}

export function findVideo(context: SandboxContext, id: string): Video | null {
  return findObject<VideoDetail>(context, { platform: "facebook", kind: "video", id });
}

function findSession(call: Call, page: Profile, { values }: Params): Video | null {
  const video = findVideo(call.context, (values.get("upload_session_id") ?? "").slice(1));
  return video?.accountId === page.id ? video : null;
}

const noSession = () =>
  graphError(6000, "There was a problem uploading your video file. Please try again.", {
    subcode: 1_363_037,
  });

async function transfer(call: Call, page: Profile, params: Params): Promise<Response> {
  const { context } = call;
  const video = findSession(call, page, params);
  const chunk = params.files.get("video_file_chunk");
  if (video?.state !== "uploading") return noSession();
  if (!chunk) return badParameter("The parameter video_file_chunk is required");
  const { received, size } = video.detail;
  const at = Number(params.values.get("start_offset"));
  if (at !== received || received + chunk.size > size) return noSession();
  appendBytes(context.dataDir, `fb-${video.id}`, new Uint8Array(await chunk.arrayBuffer()));
  const next = received + chunk.size;
  keep(context, video, { received: next });
  const end = Math.min(size, next + chunkBytes);
  return json(200, { start_offset: String(next), end_offset: String(end) });
}

export function keep(context: SandboxContext, video: Video, change: Partial<VideoDetail>): void {
  const key = { platform: "facebook", kind: "video", id: video.id };
  changeObject(context, key, { detail: { ...video.detail, ...change } });
}

async function finish(
  call: Call,
  page: Profile,
  edge: VideoDetail["edge"],
  params: Params,
): Promise<Response> {
  const { context } = call;
  const { values } = params;
  const found =
    edge === "videos"
      ? findSession(call, page, params)
      : findVideo(context, values.get("video_id") ?? "");
  if (found?.accountId !== page.id || found.detail.edge !== edge) return noSession();
  const answer = (postId = found.id) =>
    json(200, edge === "videos" ? { success: true } : { success: true, post_id: postId });
  // Said again, it changes nothing.
  if (found.state !== "uploading") return answer(found.detail.postId);
  const { size, received } = found.detail;
  if (size === 0 || received !== size) {
    return graphError(6000, "The video upload is not complete.", { subcode: 1_363_026 });
  }
  const digest = await digestBytes(context.dataDir, [`fb-${found.id}`]);
  removeBytes(context.dataDir, `fb-${found.id}`);
  const isVideo = digest.kind === "mp4";
  return answer(publish(context, page, found, { hash: digest.hash, isVideo, values }));
}

/** The post comes into being now; the audience sees it when the processing is over. */
function publish(
  context: SandboxContext,
  page: Profile,
  video: Video,
  facts: { hash: string; isVideo: boolean; values: Params["values"] },
): string | undefined {
  const key = { platform: "facebook", kind: "video", id: video.id };
  const readyAt = context.now().getTime() + context.timings.videoProcessingMs;
  if (!facts.isVideo) {
    const failure = "Unsupported video format. Please upload an MP4 or MOV.";
    changeObject(context, key, { state: "failed", readyAt, detail: { ...video.detail, failure } });
    return undefined;
  }
  const { edge } = video.detail;
  const kind = edge === "videos" ? "video" : edge === "video_reels" ? "reel" : "story";
  const isStory = kind === "story";
  const postId = kind === "reel" ? `${page.id}_${nextGraphId(context, "12")}` : video.id;
  const detail = { ...video.detail, postId };
  const isNew = changeObject(context, key, { state: "finished", readyAt, detail }, "uploading");
  if (!isNew) return findVideo(context, video.id)?.detail.postId;
  record(context, page, {
    id: postId,
    kind,
    title: facts.values.get("title") ?? null,
    message: isStory ? "" : (facts.values.get("description") ?? ""),
    detail: { kind, link: null, photoIds: [], mediaId: kind === "video" ? null : video.id },
    hash: facts.hash,
    readyAt,
    mediaKind: "video",
  });
  return postId;
}

async function publishFromUrl(call: Call, page: Profile, params: Params): Promise<Response> {
  const { context } = call;
  const fetched = await fetchMedia(context, params.values.get("file_url") ?? "");
  if (!fetched.ok) {
    return graphError(389, "Unable to fetch video file from URL.", { subcode: 1_363_021 });
  }
  const { size, hash, kind } = fetched;
  const id = putVideo(context, page, { edge: "videos", size, received: size, failure: null });
  const video = findVideo(context, id);
  if (video) {
    removeBytes(context.dataDir, `fb-${id}`);
    publish(context, page, video, { hash, isVideo: kind === "mp4", values: params.values });
  }
  return json(200, { id });
}
