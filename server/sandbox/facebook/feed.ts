import type { Call } from "../context";
import { asAccount } from "../meta/access";
import { badParameter } from "../meta/graph-error";
import type { Edge, NodeRequest } from "../meta/nodes";
import { type Params, pickFields, refuseFields, refuseUnknown, toPage } from "../meta/params";
import type { Profile } from "../profiles";
import { json } from "../respond";
import { createFeedPost, type NewFeedPost } from "./create-post";
import { findFreePhoto } from "./photos";
import { listPosts, postFields, toPostView } from "./post-detail";
import { postingScopes, readingScopes } from "./scopes";

const known = ["message", "link", "published", "scheduled_publish_time", "attached_media"];
const maxMessage = 63_206;

export const createFeed: Edge = {
  method: "POST",
  platform: "facebook",
  type: "account",
  name: "feed",
  handle: ({ call, params, node: { account } }) => {
    const gate = {
      account,
      platform: "facebook" as const,
      scopes: postingScopes,
      fault: "publish" as const,
    };
    return asAccount(call, params, gate, () => {
      const stray = refuseUnknown(params, known);
      if (stray) return stray;
      const input = readPost(call, account, params);
      if (input instanceof Response) return input;
      const post = createFeedPost(call, account, input);
      if (post instanceof Response) return post;
      const picked = pickFields(params, toPostView(call, post), ["id"]);
      return picked instanceof Response ? picked : json(200, picked);
    });
  },
};

function readPost(call: Call, page: Profile, { values }: Params): NewFeedPost | Response {
  const message = values.get("message") ?? "";
  const link = values.get("link") ?? null;
  if (values.get("published") === "false") {
    return badParameter("Only posts that are public at once are imitated here.");
  }
  if ([...message].length > maxMessage) return badParameter("The message is too long");
  if (link !== null && !URL.canParse(link)) {
    return badParameter("The url you supplied is invalid");
  }
  const photoIds = readAttached(values.get("attached_media"));
  if (!photoIds) return badParameter("Param attached_media must be an array.");
  const missing = photoIds.find((id) => !findFreePhoto(call.context, page, id));
  if (missing) return badParameter(`Invalid media_fbid ${missing} in attached_media`);
  if (message.trim() === "" && link === null && photoIds.length === 0) {
    return badParameter("Param message, link or attached_media is required");
  }
  return { message, link, photoIds };
}

function readAttached(text: string | undefined): string[] | null {
  if (text === undefined) return [];
  try {
    const items: unknown = JSON.parse(text);
    if (!Array.isArray(items)) return null;
    const ids = items.map((item) => (item as { media_fbid?: unknown } | null)?.media_fbid);
    return ids.every((id) => typeof id === "string") ? ids : null;
  } catch {
    return null;
  }
}

export const listFeed: Edge = {
  method: "GET",
  platform: "facebook",
  type: "account",
  name: "feed",
  handle: ({ call, params, node: { account } }: NodeRequest) => {
    const gate = {
      account,
      platform: "facebook" as const,
      scopes: readingScopes,
      fault: "read" as const,
    };
    return asAccount(call, params, gate, () => {
      const stray =
        refuseUnknown(params, ["limit", "after", "since", "until"]) ??
        refuseFields(params, postFields);
      if (stray) return stray;
      const since = Number(params.values.get("since") ?? 0) * 1000;
      const posts = listPosts(call, account.id, ["feed", "video", "reel"]);
      const views: Record<string, unknown>[] = [];
      for (const post of posts.filter((each) => each.created_at >= since)) {
        const picked = pickFields(params, toPostView(call, post), [
          "id",
          "message",
          "created_time",
        ]);
        if (picked instanceof Response) return picked;
        views.push(picked);
      }
      return json(200, toPage(call, params, views));
    });
  },
};
