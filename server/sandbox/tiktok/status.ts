import { z } from "zod";
import type { Call, Route } from "../context";
import { asCreator, type Gate } from "./access";
import { answer, int64, refuse } from "./answers";
import { findPublishing, publicIdOf, statusOf } from "./publishing";
import { readBody } from "./read-body";

const Asked = z.strictObject({ publish_id: z.string().min(1).max(64) });

const gate: Gate = {
  scopes: ["video.publish", "video.upload"],
  limit: { name: "status", perMinute: 30 },
  fault: "read",
};

function showStatus(call: Call) {
  return asCreator(call, gate, async ({ creator }) => {
    const { context } = call;
    const body = await readBody(call, Asked);
    if (body instanceof Response) return body;
    const publishing = findPublishing(context, body.publish_id);
    if (publishing?.accountId !== creator.id) {
      return refuse(context, 400, "invalid_publish_id", "The publish_id does not exist.");
    }
    const { detail } = publishing;
    const postId = publicIdOf(context, publishing);
    const status = statusOf(context, publishing);
    return answer(context, {
      status,
      fail_reason: status === "FAILED" ? (detail.failReason ?? "") : "",
      publicaly_available_post_id: postId === null ? [] : [int64(postId)],
      ...(detail.kind === "video"
        ? { uploaded_bytes: detail.received }
        : { downloaded_bytes: status === "PROCESSING_DOWNLOAD" ? 0 : detail.total }),
    });
  });
}

export const tiktokStatusRoutes: Route[] = [
  { method: "POST", path: "tiktok/v2/post/publish/status/fetch/", handle: showStatus },
];
