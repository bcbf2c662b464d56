import { SandboxLedger } from "@/lib/contracts/sandbox";
import { route } from "@/server/http/route";
import { listLedger } from "@/server/sandbox-control/list-ledger";

export const GET = route({ scope: "workspace:write", run: listLedger, view: SandboxLedger });
