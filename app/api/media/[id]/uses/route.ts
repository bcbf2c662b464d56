import { WithId } from "@/lib/contracts/common";
import { MediaUses } from "@/lib/contracts/media";
import { route } from "@/server/http/route";
import { listUses } from "@/server/media/list-uses";

export const GET = route({
  scope: "media:read",
  params: WithId,
  run: (ctx, { params }) => listUses(ctx, params.id),
  view: MediaUses,
});
