import { sniff } from "../bytes";
import type { Call, Route } from "../context";
import { findPost } from "../posts";
import { json, readBytes } from "../respond";
import { sha256Hex } from "../seeded";
import { run } from "../store";
import { asChannel, scopes } from "./access";
import { googleError, missingParameter } from "./errors";
import { readDetail, thumbnailsOf } from "./video-view";

const maxBytes = 2 * 1024 * 1024;

export const youtubeThumbnailRoutes: Route[] = [
  { method: "POST", path: "youtube/upload/youtube/v3/thumbnails/set", handle: setThumbnail },
];

/** Takes a JPEG or PNG of 2 MB at most; the picture itself is not kept. */
function setThumbnail(call: Call) {
  return asChannel(call, { scopes: scopes.upload, cost: 50, fault: "media" }, async (channel) => {
    const { context, request, url } = call;
    const id = url.searchParams.get("videoId");
    if (!id) return missingParameter("parameter: videoId");
    const post = findPost(context, "youtube", id);
    if (!post) {
      const message = "The video that you are trying to insert a thumbnail for cannot be found.";
      return googleError(404, "videoNotFound", message, {}, "youtube.thumbnail");
    }
    if (post.account_id !== channel.id) return googleError(403, "forbidden", "Forbidden");
    const type = request.headers.get("content-type") ?? "";
    const bytes = await readBytes(request, maxBytes);
    if (bytes?.length === 0) {
      const message = "The request does not include the image content.";
      return googleError(400, "mediaBodyRequired", message, {}, "youtube.thumbnail");
    }
    const kind = bytes ? sniff(Buffer.from(bytes)) : "unknown";
    if (type !== `image/${kind}` || (kind !== "png" && kind !== "jpeg")) {
      const message = "The provided image content is invalid.";
      return googleError(400, "invalidImage", message, {}, "youtube.thumbnail");
    }
    const detail = JSON.stringify({ ...readDetail(post), thumbnail: sha256Hex(bytes ?? "") });
    run(context.db, "update posts set detail = ? where id = ?", detail, post.id);
    return json(200, {
      kind: "youtube#thumbnailSetResponse",
      etag: "",
      items: [thumbnailsOf(context, channel.id)],
    });
  });
}
