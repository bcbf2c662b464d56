import { z } from "zod";
import type { CallContext, Session } from "../adapter";
import { blueskyEndpoints } from "./endpoints";

/** What is sealed for one account. */
export interface BlueskyCredentials {
  /** The service that was typed; empty: the usual one. */
  service: string;
  /** The account's own server, from its DID document; empty: the service itself. */
  pds: string;
  identifier: string;
  /** Needed only when the refresh token is dead too. */
  appPassword: string;
  did: string;
  accessJwt: string;
  refreshJwt: string;
}

const Credentials = z.object({
  service: z.string().default(""),
  pds: z.string().default(""),
  identifier: z.string(),
  appPassword: z.string().default(""),
  did: z.string(),
  accessJwt: z.string(),
  refreshJwt: z.string(),
});

/** Null where what was sealed is not what this version writes. */
export function toCredentials(
  sealed: Readonly<Record<string, string>> | undefined,
): BlueskyCredentials | null {
  return Credentials.safeParse(sealed).data ?? null;
}

/** One server of the network, and what it takes for its reader. */
export interface Server {
  context: CallContext;
  /** Without the trailing `/xrpc`. */
  base: string;
  token: string | null;
}

export interface Repository extends Server {
  did: string;
}

/** As it is kept: the usual address may move, so that nothing is kept of it. */
export const toKeptServer = (context: CallContext, address: string): string =>
  address === context.endpoints.api ? "" : address;

/** Not the network itself: nothing that is done here may leave for one of its servers. */
export const isImitated = ({ endpoints }: CallContext): boolean =>
  endpoints.api !== blueskyEndpoints(null).api;

export const toService = (context: CallContext, service: string): Server => ({
  context,
  base: (!isImitated(context) && service) || context.endpoints.api,
  token: null,
});

/** The account's own server: where its records are, and what answers for everything else. */
export const toHome = (context: CallContext, credentials: BlueskyCredentials): Server =>
  toService(context, credentials.pds || credentials.service);

/** Null where the account has to be connected again. */
export function toRepository(session: Session): Repository | null {
  const credentials = toCredentials(session.credentials);
  if (!credentials) return null;
  const { accessJwt, did } = credentials;
  return { ...toHome(session, credentials), token: accessJwt, did };
}
