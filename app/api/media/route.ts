import { ListMedia, MediaItem, MediaList } from "@/lib/contracts/media";
import { route } from "@/server/http/route";
import { addMedia } from "@/server/media/add-media";
import { listMedia } from "@/server/media/list-media";

export const GET = route({
  scope: "media:read",
  query: ListMedia,
  run: (ctx, { query }) => listMedia(ctx, query),
  view: MediaList,
});

/** The raw file as the body, its name in `x-file-name`. */
export const POST = route({
  scope: "media:write",
  run: (ctx, { request }) => addMedia(ctx, request),
  view: MediaItem,
  status: 201,
});
