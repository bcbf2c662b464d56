import type { CallContext, OAuthFailure, RenewedCredentials } from "../adapter";
import { EgressError, type EgressResponse } from "../http";
import { createSession, readSession, refreshSession } from "./api";
import { readPds } from "./did-document";
import { hasSessionEnded, toProblem } from "./errors";
import { readClaims } from "./jwt";
import { type BlueskyCredentials, toCredentials, toHome, toKeptServer, toService } from "./session";

/** The refresh token first; the app password only when that is dead, since sign-ins are few a day. */
export async function refresh(
  context: CallContext,
  sealed: Readonly<Record<string, string>>,
): Promise<RenewedCredentials | OAuthFailure> {
  const credentials = toCredentials(sealed);
  if (!credentials) {
    return failure(true, "credentials_missing", "The session of this account is missing.");
  }
  try {
    const home = toHome(context, credentials);
    const renewed = await refreshSession(home, credentials.refreshJwt);
    if (renewed.status < 300) return keep(context, credentials, renewed);
    const isDead = hasSessionEnded(renewed);
    if (!isDead || !credentials.appPassword) return toFailure(renewed, isDead);
    const { service, did, appPassword } = credentials;
    const begun = await createSession(toService(context, service), did, appPassword);
    if (begun.status < 300) return keep(context, credentials, begun);
    return toFailure(begun, begun.status === 401);
  } catch (error) {
    if (!(error instanceof EgressError)) throw error;
    return failure(false, error.code, `${error.message}.`);
  }
}

function keep(
  context: CallContext,
  credentials: BlueskyCredentials,
  response: EgressResponse,
): RenewedCredentials | OAuthFailure {
  const session = readSession(response);
  if (session?.did !== credentials.did) {
    return failure(false, "bad_answer", "The server's answer holds no session of this account.");
  }
  const { accessJwt, refreshJwt } = session;
  // The account may have moved to another server meanwhile.
  const home = readPds(session.didDoc, session.did);
  const pds = home === null ? credentials.pds : toKeptServer(context, home);
  const { expiresAt } = readClaims(accessJwt);
  return { ok: true, credentials: { ...credentials, pds, accessJwt, refreshJwt }, expiresAt };
}

function toFailure(response: EgressResponse, isDead: boolean): OAuthFailure {
  const { name, message } = toProblem(response);
  const isClosed = name === "AccountTakedown";
  return failure(isDead || isClosed, name || `http_${response.status}`, message);
}

function failure(definitive: boolean, code: string, message: string): OAuthFailure {
  return { ok: false, definitive, code, message };
}
