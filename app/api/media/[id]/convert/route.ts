import { WithId } from "@/lib/contracts/common";
import { ConvertMedia, MediaItem } from "@/lib/contracts/media";
import { route } from "@/server/http/route";
import { convertMedia } from "@/server/media/derive-image";

export const POST = route({
  scope: "media:write",
  params: WithId,
  body: ConvertMedia,
  run: (ctx, { params, body }) => convertMedia(ctx, params.id, body),
  view: MediaItem,
  status: 201,
});
