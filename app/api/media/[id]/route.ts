import { WithId } from "@/lib/contracts/common";
import { MediaItem, UpdateMedia } from "@/lib/contracts/media";
import { route } from "@/server/http/route";
import { deleteMedia } from "@/server/media/delete-media";
import { readMedia } from "@/server/media/read-media";
import { updateMedia } from "@/server/media/update-media";

/** The file itself. */
export const GET = route({
  scope: "media:read",
  params: WithId,
  run: (ctx, { params, request }) => readMedia(ctx, params.id, request.headers.get("range")),
});

export const PATCH = route({
  scope: "media:write",
  params: WithId,
  body: UpdateMedia,
  run: (ctx, { params, body }) => updateMedia(ctx, params.id, body),
  view: MediaItem,
});

export const DELETE = route({
  scope: "media:write",
  params: WithId,
  run: (ctx, { params }) => deleteMedia(ctx, params.id),
});
