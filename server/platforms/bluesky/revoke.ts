import type { CallContext, Revocation } from "../adapter";
import { EgressError } from "../http";
import { deleteSession } from "./api";
import { hasSessionEnded } from "./errors";
import { toCredentials, toHome } from "./session";

/** Ends our session at the account's own server. The app password stays good until its owner ends it. */
export async function revoke(
  context: CallContext,
  sealed: Readonly<Record<string, string>>,
): Promise<Revocation> {
  const credentials = toCredentials(sealed);
  if (!credentials) return { ok: true, message: null };
  try {
    const response = await deleteSession(toHome(context, credentials), credentials.refreshJwt);
    // A session that has ended already is what was wanted.
    if (response.status < 300 || hasSessionEnded(response)) return { ok: true, message: null };
    return { ok: false, message: `Bluesky answered ${response.status} to the revocation` };
  } catch (error) {
    if (!(error instanceof EgressError)) throw error;
    return { ok: false, message: error.message };
  }
}
