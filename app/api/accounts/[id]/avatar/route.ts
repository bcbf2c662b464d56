import { WithId } from "@/lib/contracts/common";
import { readAvatar } from "@/server/accounts/read-avatar";
import { route } from "@/server/http/route";

export const GET = route({
  scope: "accounts:read",
  params: WithId,
  run: (ctx, { params }) => readAvatar(ctx, params.id),
});
