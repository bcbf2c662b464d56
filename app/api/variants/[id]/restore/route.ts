import { WithId } from "@/lib/contracts/common";
import { route } from "@/server/http/route";
import { restoreVariant } from "@/server/variants/delete-variant";

export const POST = route({
  scope: "campaigns:write",
  params: WithId,
  run: (ctx, { params }) => restoreVariant(ctx, params.id),
});
