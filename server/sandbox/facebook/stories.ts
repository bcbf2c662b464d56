import { asAccount } from "../meta/access";
import { badParameter } from "../meta/graph-error";
import { nextGraphId } from "../meta/ids";
import type { Edge } from "../meta/nodes";
import { pickFields, refuseUnknown, toPage } from "../meta/params";
import { changeObject } from "../objects";
import { json } from "../respond";
import { record } from "./create-post";
import { findFreePhoto } from "./photos";
import { listPosts, permalinkOf, readDetail } from "./post-detail";
import { postingScopes, readingScopes } from "./scopes";

const dayMs = 86_400_000;

export const photoStories: Edge = {
  method: "POST",
  platform: "facebook",
  type: "account",
  name: "photo_stories",
  handle: ({ call, params, node: { account } }) => {
    const { context } = call;
    const gate = {
      account,
      platform: "facebook" as const,
      scopes: postingScopes,
      fault: "publish" as const,
    };
    return asAccount(call, params, gate, () => {
      const stray = refuseUnknown(params, ["photo_id"]);
      if (stray) return stray;
      const photoId = params.values.get("photo_id") ?? "";
      const photo = findFreePhoto(context, account, photoId);
      if (!photo) return badParameter("Invalid photo_id: it must be an unpublished photo");
      const id = nextGraphId(context, "12");
      record(context, account, {
        id,
        kind: "story",
        title: null,
        message: "",
        detail: { kind: "story", link: null, photoIds: [], mediaId: photoId },
        hash: photo.detail.hash,
        readyAt: null,
        mediaKind: "image",
      });
      const key = { platform: "facebook", kind: "photo", id: photoId };
      changeObject(context, key, { state: "published" });
      return json(200, { success: true, post_id: id });
    });
  },
};

/** Stories are shown for a day. */
export const listStories: Edge = {
  method: "GET",
  platform: "facebook",
  type: "account",
  name: "stories",
  handle: ({ call, params, node: { account } }) => {
    const { context } = call;
    const gate = {
      account,
      platform: "facebook" as const,
      scopes: readingScopes,
      fault: "read" as const,
    };
    return asAccount(call, params, gate, () => {
      const stray = refuseUnknown(params, ["limit", "after", "since", "until", "status"]);
      if (stray) return stray;
      const since = context.now().getTime() - dayMs;
      const views: Record<string, unknown>[] = [];
      for (const post of listPosts(call, account.id, ["story"])) {
        if (post.created_at < since) continue;
        const view = {
          post_id: post.id,
          status: "PUBLISHED",
          creation_time: String(Math.floor(post.created_at / 1000)),
          media_type: post.media_kind === "video" ? "video" : "photo",
          media_id: readDetail(post).mediaId,
          url: permalinkOf(context, post.id),
        };
        const picked = pickFields(params, view, Object.keys(view));
        if (picked instanceof Response) return picked;
        const { id: _none, ...story } = picked;
        views.push(story);
      }
      return json(200, toPage(call, params, views));
    });
  },
};
