import type { Call, SandboxContext } from "../context";
import { graphError } from "../meta/graph-error";
import { nextGraphId } from "../meta/ids";
import { type Params, refuseUnknown } from "../meta/params";
import { changeObject } from "../objects";
import { createPost } from "../posts";
import type { Profile } from "../profiles";
import { json } from "../respond";
import { findRow } from "../store";
import { type Container, capped, findContainer, notReady, stateOf } from "./containers";

const dayMs = 86_400_000;
export const quotaTotal = 100;

export interface InstagramDetail {
  product: "FEED" | "REELS" | "STORY";
  type: "IMAGE" | "VIDEO" | "CAROUSEL_ALBUM";
  children: readonly string[];
  containerId: string;
}

export function publishContainer(call: Call, account: Profile, params: Params): Response {
  const { context } = call;
  const stray = refuseUnknown(params, ["creation_id"]);
  if (stray) return stray;
  const id = params.values.get("creation_id") ?? "";
  const container = findContainer(context, id);
  if (container?.accountId !== account.id || container.detail.isCarouselItem) return unknownMedia();
  switch (stateOf(context, container)) {
    case "PUBLISHED":
      return unknownMedia();
    case "EXPIRED":
      return graphError(-2, "The media container has expired.", { subcode: 2_207_020 });
    case "IN_PROGRESS":
      return notReady();
    case "ERROR":
      return graphError(352, "The video format is not supported.", { subcode: 2_207_026 });
    case "FINISHED":
      return quotaUsed(context, account) >= quotaTotal
        ? capped()
        : accept(call, account, container);
  }
}

const unknownMedia = () =>
  graphError(24, "The requested resource does not exist", {
    subcode: 2_207_006,
    userMessage: "The media with this id cannot be found, or was published already.",
  });

/** A carousel counts once. */
export function quotaUsed(context: SandboxContext, account: Profile): number {
  const row = findRow<{ used: number }>(
    context.db,
    `select count(*) as used from posts where platform = 'instagram' and account_id = ?
     and created_at > ?`,
    account.id,
    context.now().getTime() - dayMs,
  );
  return row?.used ?? 0;
}

function accept({ context }: Call, account: Profile, container: Container): Response {
  const { detail } = container;
  const now = context.now().getTime();
  const id = nextGraphId(context, "18");
  const product = detail.type === "STORIES" ? "STORY" : detail.type === "REELS" ? "REELS" : "FEED";
  const isCarousel = detail.type === "CAROUSEL";
  const told: InstagramDetail = {
    product,
    type: isCarousel ? "CAROUSEL_ALBUM" : detail.isVideo ? "VIDEO" : "IMAGE",
    children: detail.children,
    containerId: container.id,
  };
  createPost(
    context,
    {
      id,
      platform: "instagram",
      account_id: account.id,
      title: null,
      body: detail.caption,
      detail: JSON.stringify(told),
      media_kind: detail.isVideo ? "video" : "image",
      content_hash: detail.hash,
      created_at: now,
      published_at: now,
      ready_at: null,
      kind: isCarousel ? "carousel" : product.toLowerCase(),
      evidence: { containerId: container.id, children: detail.children },
    },
    () => {
      const key = { platform: "instagram", kind: "container", id: container.id };
      changeObject(context, key, { state: "published" });
    },
  );
  return json(200, { id });
}
