import { AccountView } from "@/lib/contracts/accounts";
import { WithId } from "@/lib/contracts/common";
import { renewAccount } from "@/server/accounts/renew-account";
import { route } from "@/server/http/route";

export const POST = route({
  scope: "accounts:write",
  params: WithId,
  run: (ctx, { params }) => renewAccount(ctx, params.id),
  view: AccountView,
});
