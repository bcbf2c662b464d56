import { OverviewView } from "@/lib/contracts/overview";
import { getOverview } from "@/server/analytics/get-overview";
import { route } from "@/server/http/route";

export const GET = route({
  scope: "analytics:read",
  run: (ctx) => getOverview(ctx),
  view: OverviewView,
});
