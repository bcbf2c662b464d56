import { z } from "zod";
import type { Call, Route, SandboxContext } from "../context";
import { countUse } from "../counters";
import { endGrant, issueToken, randomToken } from "../grants";
import { findProfileByPassword, type Profile } from "../profiles";
import { empty, json, readJson } from "../respond";
import { run } from "../store";
import { underFaults } from "../strike";
import { asAccount, limitHeaders, readToken } from "./access";
import { toOwnAddress } from "./addresses";
import { findByActor, toDidDocument } from "./identity";
import { faultAnswers, invalidRequest, problem, rateLimitExceeded } from "./problems";

const accessMs = 2 * 3_600_000;
const refreshMs = 90 * 86_400_000;
const graceMs = 2 * 3_600_000;
const fiveMinutesMs = 300_000;
const dayMs = 86_400_000;
const appPassword = "com.atproto.appPass";

export const sessionRoutes: Route[] = [
  { method: "POST", path: "bluesky/xrpc/com.atproto.server.createSession", handle: createSession },
  {
    method: "POST",
    path: "bluesky/xrpc/com.atproto.server.refreshSession",
    handle: refreshSession,
  },
  { method: "GET", path: "bluesky/xrpc/com.atproto.server.getSession", handle: getSession },
  { method: "POST", path: "bluesky/xrpc/com.atproto.server.deleteSession", handle: deleteSession },
];

const NewSession = z.object({
  identifier: z.string(),
  password: z.string(),
  authFactorToken: z.string().optional(),
  allowTakendown: z.boolean().optional(),
});

async function createSession(call: Call): Promise<Response> {
  const { context } = call;
  const body = NewSession.safeParse(await readJson(call.request));
  if (!body.success) {
    return invalidRequest(`Input must have the property "${body.error.issues[0]?.path.join("/")}"`);
  }
  const { identifier, password } = body.data;
  const known = findByActor(context, identifier);
  const who = known?.id ?? identifier.slice(0, 100);
  const daily = countUse(context, `bluesky:sign-in-day:${who}`, 300, dayMs);
  const recent = countUse(context, `bluesky:sign-in:${who}`, 30, fiveMinutesMs);
  const headers = limitHeaders(recent, fiveMinutesMs);
  if (!recent.isAllowed) return rateLimitExceeded(headers);
  if (!daily.isAllowed) return rateLimitExceeded(limitHeaders(daily, dayMs));
  const profile = known && findProfileByPassword(context.db, "bluesky", known.username, password);
  if (!profile) {
    return problem(401, "AuthenticationRequired", "Invalid identifier or password", headers);
  }
  return underTokenFaults(call, profile, () =>
    json(200, openSession(call, profile, randomToken("grant-")), headers),
  );
}

function underTokenFaults(call: Call, profile: Profile, work: () => Response) {
  const operation = { platform: "bluesky", accountId: profile.id, scope: "token" as const };
  return underFaults(call, operation, faultAnswers(call.context.now().getTime()), work);
}

function openSession(call: Call, profile: Profile, grantId: string) {
  const { context } = call;
  const issue = (kind: "access" | "refresh", scope: string, lifetimeMs: number) =>
    issueToken(context, {
      platform: "bluesky",
      kind,
      accountId: profile.id,
      grantId,
      scope,
      lifetimeMs,
      prefix: toJwtHead(context, profile.id, scope, lifetimeMs),
    });
  return {
    ...describe(call, profile),
    accessJwt: issue("access", appPassword, accessMs),
    refreshJwt: issue("refresh", "com.atproto.refresh", refreshMs),
  };
}

/** Header and claims of a token; its random rest stands where the signature would. */
function toJwtHead(context: SandboxContext, did: string, scope: string, lifetimeMs: number) {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const iat = Math.floor(context.now().getTime() / 1000);
  const typ = scope === "com.atproto.refresh" ? "refresh+jwt" : "at+jwt";
  const claims = { scope, sub: did, iat, exp: iat + lifetimeMs / 1000, aud: "did:web:localhost" };
  return `${part({ typ, alg: "HS256" })}.${part(claims)}.`;
}

function describe(call: Call, profile: Profile) {
  return {
    did: profile.id,
    handle: profile.username,
    email: `${profile.username.split(".")[0]}@example.com`,
    emailConfirmed: true,
    emailAuthFactor: false,
    active: true,
    didDoc: toDidDocument(profile, toOwnAddress(call)),
  };
}

function refreshSession(call: Call): Response | Promise<Response> {
  const { context } = call;
  const caller = readToken(call, "refresh");
  if (caller instanceof Response) return caller;
  const { profile, token } = caller;
  return underTokenFaults(call, profile, () => {
    // A client whose answer was lost may come back with the old one for a while.
    run(
      context.db,
      "update tokens set expires_at = min(expires_at, ?) where token = ?",
      context.now().getTime() + graceMs,
      token.token,
    );
    return json(200, openSession(call, profile, token.grant_id));
  });
}

function getSession(call: Call) {
  return asAccount(call, { fault: "read" }, (profile) => json(200, describe(call, profile)));
}

function deleteSession(call: Call): Response {
  const caller = readToken(call, "refresh");
  if (caller instanceof Response) return caller;
  endGrant(call.context, caller.token.grant_id);
  return empty(200);
}
