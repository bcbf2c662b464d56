import { AttachAssets, AttachMedia, RemoveMedia, VariantView } from "@/lib/contracts/campaigns";
import { WithId } from "@/lib/contracts/common";
import { route } from "@/server/http/route";
import { attachAssets, removeMedia, uploadMedia } from "@/server/variants/attach-media";

/** The raw file as the body, its name in `x-file-name`. */
export const PUT = route({
  scope: "campaigns:write",
  params: WithId,
  query: AttachMedia,
  run: (ctx, { params, query, request }) => uploadMedia(ctx, params.id, request, query),
  view: VariantView,
});

/** Files of the library. */
export const POST = route({
  scope: "campaigns:write",
  params: WithId,
  body: AttachAssets,
  run: (ctx, { params, body }) => attachAssets(ctx, params.id, body),
  view: VariantView,
});

export const DELETE = route({
  scope: "campaigns:write",
  params: WithId,
  query: RemoveMedia,
  run: (ctx, { params, query }) => removeMedia(ctx, params.id, query),
  view: VariantView,
});
