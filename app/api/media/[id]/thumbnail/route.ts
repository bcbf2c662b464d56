import { WithId } from "@/lib/contracts/common";
import { route } from "@/server/http/route";
import { readThumbnail } from "@/server/media/read-thumbnail";

export const GET = route({
  scope: "media:read",
  params: WithId,
  run: (ctx, { params }) => readThumbnail(ctx, params.id),
});
