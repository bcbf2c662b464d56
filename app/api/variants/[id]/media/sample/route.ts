import { AttachSample, VariantView } from "@/lib/contracts/campaigns";
import { WithId } from "@/lib/contracts/common";
import { route } from "@/server/http/route";
import { attachSample } from "@/server/variants/attach-media";

export const POST = route({
  scope: "campaigns:write",
  params: WithId,
  body: AttachSample,
  run: (ctx, { params, body }) => attachSample(ctx, params.id, body),
  view: VariantView,
});
