import { InjectFault, SandboxFault, SandboxFaultList } from "@/lib/contracts/sandbox";
import { route } from "@/server/http/route";
import { injectFault } from "@/server/sandbox-control/inject-fault";
import { listFaults } from "@/server/sandbox-control/list-faults";
import { removeAllFaults } from "@/server/sandbox-control/remove-faults";

export const GET = route({ scope: "workspace:write", run: listFaults, view: SandboxFaultList });

export const POST = route({
  scope: "workspace:write",
  body: InjectFault,
  run: (ctx, { body }) => injectFault(ctx, body),
  view: SandboxFault,
  status: 201,
});

export const DELETE = route({ scope: "workspace:write", run: removeAllFaults });
