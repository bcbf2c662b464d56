import { AccountZone, SetAccountZone } from "@/lib/contracts/best-times";
import { WithId } from "@/lib/contracts/common";
import { setAccountZone } from "@/server/accounts/set-account-zone";
import { route } from "@/server/http/route";

export const PUT = route({
  scope: "accounts:write",
  params: WithId,
  body: SetAccountZone,
  run: (ctx, { params, body }) => setAccountZone(ctx, params.id, body),
  view: AccountZone,
});
