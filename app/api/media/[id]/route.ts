import { WithId } from "@/lib/contracts/common";
import { route } from "@/server/http/route";
import { readMedia } from "@/server/media/read-media";

export const GET = route({
  scope: "campaigns:read",
  params: WithId,
  run: (ctx, { params, request }) => readMedia(ctx, params.id, request.headers.get("range")),
});
