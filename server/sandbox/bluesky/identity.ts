import type { Call, Route, SandboxContext } from "../context";
import { findProfile, listProfiles, type Profile } from "../profiles";
import { json } from "../respond";
import { toOwnAddress } from "./addresses";
import { invalidRequest, problem } from "./problems";

export const identityRoutes: Route[] = [
  {
    method: "GET",
    path: "bluesky/xrpc/com.atproto.identity.resolveHandle",
    handle: resolveHandle,
  },
  { method: "GET", path: "bluesky/xrpc/com.atproto.identity.resolveDid", handle: resolveDid },
  { method: "GET", path: "bluesky/xrpc/com.atproto.server.describeServer", handle: describeServer },
];

/** By handle, address for mail or DID. */
export function findByActor(context: SandboxContext, actor: string): Profile | null {
  if (actor.startsWith("did:")) {
    const profile = findProfile(context.db, actor);
    return profile?.platform === "bluesky" ? profile : null;
  }
  const handle = actor.replace(/^@/, "").toLowerCase();
  const known = listProfiles(context.db, "bluesky");
  return known.find((profile) => profile.username === handle) ?? null;
}

/** What the network knows of an account: its handle, its key and the server that holds its records. */
export function toDidDocument({ id, username }: Profile, serviceEndpoint: string) {
  return {
    "@context": [
      "https://www.w3.org/ns/did/v1",
      "https://w3id.org/security/multikey/v1",
      "https://w3id.org/security/suites/secp256k1-2019/v1",
    ],
    id,
    alsoKnownAs: [`at://${username}`],
    verificationMethod: [
      {
        id: `${id}#atproto`,
        type: "Multikey",
        controller: id,
        publicKeyMultibase: "zQ3shXjHeiBuRCKmM36cuYnm7YEMzhGnCmCyW92sRJ9pribSF",
      },
    ],
    service: [{ id: "#atproto_pds", type: "AtprotoPersonalDataServer", serviceEndpoint }],
  };
}

function resolveHandle(call: Call): Response {
  const handle = call.url.searchParams.get("handle");
  if (handle === null) return invalidRequest('Error: Params must have the property "handle"');
  const profile = handle.startsWith("did:") ? null : findByActor(call.context, handle);
  return profile ? json(200, { did: profile.id }) : invalidRequest("Unable to resolve handle");
}

function resolveDid(call: Call): Response {
  const did = call.url.searchParams.get("did") ?? "";
  const profile = did.startsWith("did:") ? findByActor(call.context, did) : null;
  if (!profile) return problem(400, "DidNotFound", `Could not resolve DID: ${did}`);
  return json(200, { didDoc: toDidDocument(profile, toOwnAddress(call)) });
}

function describeServer(): Response {
  return json(200, {
    did: "did:web:localhost",
    availableUserDomains: [".test"],
    inviteCodeRequired: false,
    links: {},
    contact: {},
  });
}
