import { UpdateVariant, VariantView } from "@/lib/contracts/campaigns";
import { WithId } from "@/lib/contracts/common";
import { route } from "@/server/http/route";
import { deleteVariant } from "@/server/variants/delete-variant";
import { getVariant } from "@/server/variants/get-variant";
import { updateVariant } from "@/server/variants/update-variant";

export const GET = route({
  scope: "campaigns:read",
  params: WithId,
  run: (ctx, { params }) => getVariant(ctx, params.id),
  view: VariantView,
});

export const PATCH = route({
  scope: "campaigns:write",
  params: WithId,
  body: UpdateVariant,
  run: (ctx, { params, body }) => updateVariant(ctx, params.id, body),
  view: VariantView,
});

export const DELETE = route({
  scope: "campaigns:write",
  params: WithId,
  run: (ctx, { params }) => deleteVariant(ctx, params.id),
});
