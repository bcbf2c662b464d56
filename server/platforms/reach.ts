import { PlatformCallError } from "./adapter";
import { EgressError, type EgressResponse } from "./http";

/** Whatever the platform answered to a read; a broken connection is a PlatformCallError. */
export async function reach(send: () => Promise<EgressResponse>): Promise<EgressResponse> {
  try {
    return await send();
  } catch (error) {
    if (!(error instanceof EgressError)) throw error;
    throw new PlatformCallError("unavailable", error.code, error.message);
  }
}
