import { AiView } from "@/lib/contracts/ai";
import { getAi } from "@/server/ai/get-ai";
import { route } from "@/server/http/route";

export const GET = route({ scope: "campaigns:read", run: getAi, view: AiView });
