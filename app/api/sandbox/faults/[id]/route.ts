import { WithFaultId } from "@/lib/contracts/sandbox";
import { route } from "@/server/http/route";
import { removeFault } from "@/server/sandbox-control/remove-faults";

export const DELETE = route({
  scope: "workspace:write",
  params: WithFaultId,
  run: (ctx, { params }) => removeFault(ctx, params.id),
});
