import { WithId } from "@/lib/contracts/common";
import { route } from "@/server/http/route";
import { resendReport } from "@/server/reports/resend-report";

export const POST = route({
  scope: "analytics:write",
  params: WithId,
  run: (ctx, { params }) => resendReport(ctx, params.id),
});
