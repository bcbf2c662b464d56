import { NeedCounts } from "@/lib/contracts/overview";
import { getNeedCounts } from "@/server/analytics/get-need-counts";
import { route } from "@/server/http/route";

export const GET = route({
  scope: "analytics:read",
  run: (ctx) => getNeedCounts(ctx),
  view: NeedCounts,
});
