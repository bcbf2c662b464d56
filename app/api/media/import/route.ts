import { ImportMedia, MediaItem } from "@/lib/contracts/media";
import { route } from "@/server/http/route";
import { importMedia } from "@/server/media/import-media";

export const POST = route({
  scope: "media:write",
  body: ImportMedia,
  run: (ctx, { body }) => importMedia(ctx, body),
  view: MediaItem,
  status: 201,
});
