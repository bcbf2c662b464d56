import { VariantView } from "@/lib/contracts/campaigns";
import { WithId } from "@/lib/contracts/common";
import { route } from "@/server/http/route";
import { removeMedia, uploadMedia } from "@/server/variants/attach-media";

/** The raw file as the body, its name in `x-file-name`. */
export const PUT = route({
  scope: "campaigns:write",
  params: WithId,
  run: (ctx, { params, request }) => uploadMedia(ctx, params.id, request),
  view: VariantView,
});

export const DELETE = route({
  scope: "campaigns:write",
  params: WithId,
  run: (ctx, { params }) => removeMedia(ctx, params.id),
  view: VariantView,
});
