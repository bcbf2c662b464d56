import { WithId } from "@/lib/contracts/common";
import { route } from "@/server/http/route";
import { revokeToken } from "@/server/tokens/revoke-token";

export const DELETE = route({
  scope: "tokens:write",
  params: WithId,
  run: (ctx, { params }) => revokeToken(ctx, params.id),
});
