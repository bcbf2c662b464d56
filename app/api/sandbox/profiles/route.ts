import { SandboxPersonaList } from "@/lib/contracts/sandbox";
import { route } from "@/server/http/route";
import { listPersonas } from "@/server/sandbox-control/list-personas";

export const GET = route({ scope: "workspace:write", run: listPersonas, view: SandboxPersonaList });
