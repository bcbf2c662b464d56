import { InvitationCreated, InvitationList, InviteMember } from "@/lib/contracts/members";
import { route } from "@/server/http/route";
import { inviteMember } from "@/server/members/invite-member";
import { listInvitations } from "@/server/members/list-invitations";

export const GET = route({ scope: "members:write", run: listInvitations, view: InvitationList });

export const POST = route({
  scope: "members:write",
  body: InviteMember,
  run: (ctx, { body }) => inviteMember(ctx, body),
  view: InvitationCreated,
  status: 201,
});
