import { AdAccountList } from "@/lib/contracts/ads";
import { WithId } from "@/lib/contracts/common";
import { listAdAccounts } from "@/server/ads/list-ad-accounts";
import { route } from "@/server/http/route";

export const GET = route({
  scope: "ads:write",
  params: WithId,
  run: (ctx, { params }) => listAdAccounts(ctx, params.id),
  view: AdAccountList,
});
