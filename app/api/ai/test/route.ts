import { AiTestView } from "@/lib/contracts/ai";
import { testConnection } from "@/server/ai/test-connection";
import { route } from "@/server/http/route";

export const POST = route({ scope: "campaigns:write", run: testConnection, view: AiTestView });
