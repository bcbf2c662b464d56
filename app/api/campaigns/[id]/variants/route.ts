import { z } from "zod";
import { CreateVariant, VariantView } from "@/lib/contracts/campaigns";
import { WithId } from "@/lib/contracts/common";
import { route } from "@/server/http/route";
import { createVariant } from "@/server/variants/create-variant";
import { listVariants } from "@/server/variants/list-variants";

export const GET = route({
  scope: "campaigns:read",
  params: WithId,
  run: (ctx, { params }) => listVariants(ctx, params.id),
  view: z.array(VariantView),
});

export const POST = route({
  scope: "campaigns:write",
  params: WithId,
  body: CreateVariant,
  run: (ctx, { params, body }) => createVariant(ctx, params.id, body),
  view: VariantView,
  status: 201,
});
