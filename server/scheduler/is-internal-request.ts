import { equalSecrets } from "@/server/crypto/tokens";
import type { Runtime } from "@/server/runtime";

/** True for a request that carries INTERNAL_TOKEN, compared in constant time. */
export function isInternalRequest(runtime: Pick<Runtime, "env">, request: Request): boolean {
  const bearer = request.headers.get("authorization")?.match(/^Bearer (.+)$/i)?.[1];
  return bearer !== undefined && equalSecrets(bearer, runtime.env.INTERNAL_TOKEN);
}
