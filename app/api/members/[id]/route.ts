import { WithId } from "@/lib/contracts/common";
import { ChangeRole, MemberView } from "@/lib/contracts/members";
import { route } from "@/server/http/route";
import { changeRole } from "@/server/members/change-role";
import { removeMember } from "@/server/members/remove-member";

export const PATCH = route({
  scope: "members:write",
  params: WithId,
  body: ChangeRole,
  run: (ctx, { params, body }) => changeRole(ctx, params.id, body.role),
  view: MemberView,
});

export const DELETE = route({
  scope: "members:write",
  params: WithId,
  run: (ctx, { params }) => removeMember(ctx, params.id),
});
