import type { AiView } from "@/lib/contracts/ai";
import { findEndpoint } from "@/server/ai/endpoint";
import type { Ctx } from "@/server/context";

/** Which model writes, without its key. */
export async function getAi(ctx: Ctx): Promise<AiView> {
  const endpoint = findEndpoint(ctx.runtime.env);
  if (!endpoint) return { mode: "none", model: null, host: null };
  return { mode: endpoint.mode, model: endpoint.model, host: new URL(endpoint.baseUrl).host };
}
