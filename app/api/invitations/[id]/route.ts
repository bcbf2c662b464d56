import { WithId } from "@/lib/contracts/common";
import { route } from "@/server/http/route";
import { revokeInvitation } from "@/server/members/revoke-invitation";

export const DELETE = route({
  scope: "members:write",
  params: WithId,
  run: (ctx, { params }) => revokeInvitation(ctx, params.id),
});
