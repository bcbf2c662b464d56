import { WithId } from "@/lib/contracts/common";
import { route } from "@/server/http/route";
import { revokeReportLink } from "@/server/reports/revoke-report-link";

export const DELETE = route({
  scope: "analytics:write",
  params: WithId,
  run: (ctx, { params }) => revokeReportLink(ctx, params.id),
});
