import { checkReadiness, type ReadinessItem } from "@/server/auth/check-readiness";
import { isEmptyInstall } from "@/server/auth/create-owner";
import { setupCode } from "@/server/auth/setup-code";
import { getRuntime } from "@/server/runtime";

export interface DoorState {
  /** Nobody exists yet: the first setup is open. */
  isEmpty: boolean;
  needsCode: boolean;
  /** Label of the OIDC issuer, if one is set. */
  oidcLabel: string | null;
  readiness: ReadinessItem[];
}

/** What the pages before sign-in show. */
export async function getDoor(): Promise<DoorState> {
  const runtime = getRuntime();
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_LABEL } = runtime.env;
  return {
    isEmpty: await isEmptyInstall(runtime),
    needsCode: setupCode(runtime.env) !== null,
    oidcLabel: OIDC_ISSUER && OIDC_CLIENT_ID ? OIDC_LABEL : null,
    readiness: checkReadiness(runtime.env),
  };
}
