import { removeBytes, writeBytes } from "../bytes";
import type { Call, Route } from "../context";
import { fetchMedia } from "../fetch-media";
import { asAccount } from "../meta/access";
import { missingObject } from "../meta/graph-error";
import { findProfile } from "../profiles";
import { json, readBytes } from "../respond";
import { postingScopes } from "./scopes";
import { findVideo, keep, type Video } from "./videos";

const maxBytes = 1024 * 1024 * 1024;

/** The host for reels and stories: the whole file in one request, with headers of its own. */
export const uploadRoutes: Route[] = [
  { method: "POST", path: "facebook/video-upload/{version}/{id}", handle: receive },
];

function receive(call: Call): Response | Promise<Response> {
  const { context } = call;
  const id = call.params.id ?? "";
  const video = findVideo(context, id);
  const account = video?.accountId ? findProfile(context.db, video.accountId) : null;
  if (!video || !account) return missingObject(id, "post");
  const gate = {
    account,
    platform: "facebook" as const,
    scopes: postingScopes,
    fault: "media" as const,
  };
  return asAccount(call, null, gate, () => store(call, video));
}

async function store(call: Call, video: Video): Promise<Response> {
  const { context, request } = call;
  if (video.state !== "uploading") return refuse("Video already uploaded");
  if (!/^OAuth /i.test(request.headers.get("authorization") ?? "")) {
    return refuse("The header Authorization must be: OAuth <access token>");
  }
  const fileUrl = request.headers.get("file_url");
  if (fileUrl) {
    const fetched = await fetchMedia(context, fileUrl, { maxBytes });
    if (!fetched.ok) return refuse("The file_url could not be fetched");
    // Only its size and first bytes matter later; the content itself is not kept.
    writeBytes(context.dataDir, `fb-${video.id}`, fetched.head);
    const size = fetched.head.byteLength;
    keep(context, video, { size, received: size });
    return json(200, { success: true });
  }
  const size = Number(request.headers.get("file_size"));
  if (request.headers.get("offset") !== "0" || !Number.isInteger(size) || size <= 0) {
    return refuse("The headers offset and file_size are required");
  }
  const bytes = await readBytes(request, maxBytes);
  if (bytes?.byteLength !== size) {
    removeBytes(context.dataDir, `fb-${video.id}`);
    return refuse("Partial request (did not match length of file)", "PartialRequestError");
  }
  writeBytes(context.dataDir, `fb-${video.id}`, bytes);
  keep(context, video, { size, received: size });
  return json(200, { success: true });
}

function refuse(message: string, type = "ProcessingFailedError"): Response {
  return json(400, { debug_info: { retriable: false, type, message } });
}
