import { WithId } from "@/lib/contracts/common";
import { CropMedia, MediaItem } from "@/lib/contracts/media";
import { route } from "@/server/http/route";
import { cropMedia } from "@/server/media/derive-image";

export const POST = route({
  scope: "media:write",
  params: WithId,
  body: CropMedia,
  run: (ctx, { params, body }) => cropMedia(ctx, params.id, body),
  view: MediaItem,
  status: 201,
});
