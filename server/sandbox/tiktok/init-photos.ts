import { z } from "zod";
import type { Call, Route, SandboxContext } from "../context";
import { takeFaults } from "../faults";
import { type FetchedMedia, fetchMedia } from "../fetch-media";
import type { Profile } from "../profiles";
import { sha256Hex } from "../seeded";
import { asCreator, type Gate } from "./access";
import { answer, invalidParam, refuse } from "./answers";
import { refuseDirect, settings } from "./direct-post";
import { accept, beginPublishing } from "./publishing";
import { readBody, words } from "./read-body";

const maxPhotoBytes = 20 * 1024 * 1024;

const Photos = z.strictObject({
  media_type: z.literal("PHOTO"),
  post_mode: z.literal("DIRECT_POST"),
  post_info: z.strictObject({
    ...settings,
    title: words(90).optional(),
    description: words(4000).optional(),
    auto_add_music: z.boolean().optional(),
  }),
  source_info: z.strictObject({
    source: z.literal("PULL_FROM_URL"),
    photo_cover_index: z.int().min(0),
    photo_images: z.array(z.string().min(1)).min(1).max(35),
  }),
});

// Nothing is uploaded: this call is the one that posts.
const gate: Gate = {
  scopes: ["video.publish"],
  limit: { name: "init", perMinute: 6 },
  fault: "publish",
};

function initPhotos(call: Call) {
  return asCreator(call, gate, async ({ creator }) => {
    const { context } = call;
    const body = await readBody(call, Photos);
    if (body instanceof Response) return body;
    const { post_info, source_info } = body;
    if (source_info.photo_cover_index >= source_info.photo_images.length) {
      return invalidParam(context, "The photo cover index is out of range.");
    }
    const refusal = refuseDirect(context, creator, post_info);
    if (refusal) return refusal;
    // Fetched here and now, so that nothing is left to do after a restart; told when it would be.
    const fetched = await Promise.all(
      source_info.photo_images.map((url) => fetchMedia(context, url, { maxBytes: maxPhotoBytes })),
    );
    if (fetched.some((photo) => !photo.ok && photo.reason === "not_allowed")) {
      const message = "Please review the URL ownership verification rules.";
      return refuse(context, 403, "url_ownership_unverified", message);
    }
    const { title = "", description = "", privacy_level: privacy } = post_info;
    const input = { mode: "direct", kind: "photo", title, text: description, privacy } as const;
    const publishing = beginPublishing(context, creator, input);
    const hash = sha256Hex(fetched.map((photo) => (photo.ok ? photo.hash : "")).join("-"));
    accept(context, publishing, { hash, failReason: judge(context, creator, fetched) });
    return answer(context, { publish_id: publishing.id });
  });
}

function judge(
  context: SandboxContext,
  creator: Profile,
  fetched: readonly FetchedMedia[],
): string | null {
  const operation = { platform: "tiktok", accountId: creator.id, scope: "publish" as const };
  const [fault] = takeFaults(context, operation, ["moderation", "media_refused"]);
  if (fault) return fault.kind === "moderation" ? "spam_risk_text" : "file_format_check_failed";
  if (fetched.some((photo) => !photo.ok && photo.reason === "too_large")) {
    return "picture_size_check_failed";
  }
  if (fetched.some((photo) => !photo.ok)) return "photo_pull_failed";
  const isPhoto = (photo: FetchedMedia) => photo.ok && ["jpeg", "webp"].includes(photo.kind);
  return fetched.every(isPhoto) ? null : "file_format_check_failed";
}

export const tiktokPhotoRoutes: Route[] = [
  { method: "POST", path: "tiktok/v2/post/publish/content/init/", handle: initPhotos },
];
