import { WithId } from "@/lib/contracts/common";
import { ResetLink } from "@/lib/contracts/members";
import { route } from "@/server/http/route";
import { createPasswordReset } from "@/server/members/create-password-reset";

export const POST = route({
  scope: "members:write",
  params: WithId,
  run: (ctx, { params }) => createPasswordReset(ctx, params.id),
  view: ResetLink,
  status: 201,
});
