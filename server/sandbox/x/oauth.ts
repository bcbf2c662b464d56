import { answerConsent, type ConsentRules, showConsent } from "../consent";
import type { Call, Route, SandboxContext } from "../context";
import {
  type AccessToken,
  endGrant,
  endToken,
  findLiveToken,
  isSameSecret,
  issueToken,
  randomToken,
  readBasic,
  redeemCode,
} from "../grants";
import { getApp } from "../registered";
import { json, readForm } from "../respond";
import { findRow } from "../store";
import { underFaults } from "../strike";
import { faultAnswers } from "./problems";

const accessLifetimeMs = 7_200_000;

const rules: ConsentRules = {
  platform: "x",
  codeLifetimeMs: 30_000,
  publishScopes: ["tweet.write", "media.write"],
  readScopes: ["tweet.read", "users.read", "like.read"],
  otherScopes: ["offline.access", "follows.read", "bookmark.read"],
  isPkceRequired: true,
  isOffline: (_query, scopes) => scopes.includes("offline.access"),
  mismatch: {
    code: "redirect_uri",
    detail: "Something went wrong. The redirect address is not one that this app has registered.",
  },
};

export const xOAuthRoutes: Route[] = [
  { method: "GET", path: "x/i/oauth2/authorize", handle: (call) => showConsent(call, rules) },
  { method: "POST", path: "x/i/oauth2/authorize", handle: (call) => answerConsent(call, rules) },
  { method: "POST", path: "x/2/oauth2/token", handle: exchange },
  { method: "POST", path: "x/2/oauth2/revoke", handle: revoke },
  { method: "POST", path: "x/oauth2/token", handle: issueAppToken },
];

function refuse(status: number, error: string, description: string): Response {
  return json(status, { error, error_description: description });
}

/** Null when the caller has proved to be the app. */
function refuseClient(call: Call): Response | null {
  const app = getApp(call.context, "x");
  const basic = readBasic(call.request);
  if (!basic) return refuse(401, "unauthorized_client", "Missing valid authorization header");
  const isApp = basic.id === app.clientId && isSameSecret(basic.secret, app.clientSecret);
  return isApp ? null : refuse(401, "invalid_client", "The client credentials are not right.");
}

async function exchange(call: Call): Promise<Response> {
  const refusal = refuseClient(call);
  if (refusal) return refusal;
  const form = await readForm(call.request);
  switch (form.get("grant_type")) {
    case "authorization_code":
      return exchangeCode(call.context, form);
    case "refresh_token":
      return refresh(call, form);
    default:
      return refuse(400, "unsupported_grant_type", "This grant type is not supported.");
  }
}

function exchangeCode(context: SandboxContext, form: URLSearchParams): Response {
  const row = redeemCode(context, {
    platform: "x",
    code: form.get("code") ?? "",
    clientId: getApp(context, "x").clientId,
    redirectUri: form.get("redirect_uri") ?? "",
    verifier: form.get("code_verifier"),
  });
  if (!row) {
    return refuse(400, "invalid_request", "Value passed for the authorization code was invalid.");
  }
  return grantTokens(context, row.account_id, row.grant_id, row.scope);
}

function refresh(call: Call, form: URLSearchParams): Response | Promise<Response> {
  const { context } = call;
  const invalid = () => refuse(400, "invalid_request", "Value passed for the token was invalid.");
  const given = form.get("refresh_token") ?? "";
  const token = findLiveToken(context, "x", "refresh", given);
  if (!token?.account_id) return invalid();
  const accountId = token.account_id;
  return underFaults(
    call,
    { platform: "x", accountId, scope: "token" },
    faultAnswers(context.now().getTime()),
    // A refresh token is spent by its first use, also when the answer is lost on the way.
    () =>
      endToken(context, token.token)
        ? grantTokens(context, accountId, token.grant_id, token.scope)
        : invalid(),
  );
}

function grantTokens(
  context: SandboxContext,
  accountId: string,
  grantId: string,
  scope: string,
): Response {
  const common = { platform: "x" as const, accountId, grantId, scope };
  const access = issueToken(context, {
    ...common,
    kind: "access",
    lifetimeMs: accessLifetimeMs,
    prefix: "x-access-",
  });
  const answer = { token_type: "bearer", expires_in: 7200, access_token: access, scope };
  if (!scope.split(" ").includes("offline.access")) return json(200, answer);
  const refreshToken = issueToken(context, {
    ...common,
    kind: "refresh",
    lifetimeMs: null,
    prefix: "x-refresh-",
  });
  return json(200, { ...answer, refresh_token: refreshToken });
}

async function revoke(call: Call): Promise<Response> {
  const refusal = refuseClient(call);
  if (refusal) return refusal;
  const given = (await readForm(call.request)).get("token");
  if (!given) return refuse(400, "invalid_request", "Missing required parameter [token].");
  const row = findRow<AccessToken>(
    call.context.db,
    "select * from tokens where token = ? and platform = 'x'",
    given,
  );
  if (row?.kind === "refresh") endGrant(call.context, row.grant_id);
  else if (row) endToken(call.context, row.token);
  return json(200, { revoked: true });
}

/** App-only bearer. The consumer key is the client id here, its secret the consumer secret. */
async function issueAppToken(call: Call): Promise<Response> {
  const { context } = call;
  const app = getApp(context, "x");
  const basic = readBasic(call.request);
  const form = await readForm(call.request);
  const isApp =
    basic?.id === app.clientId &&
    (isSameSecret(basic.secret, app.webhookSecret) || isSameSecret(basic.secret, app.clientSecret));
  if (!isApp || form.get("grant_type") !== "client_credentials") {
    return json(403, { errors: [{ code: 99, message: "Unable to verify your credentials" }] });
  }
  const token = issueToken(context, {
    platform: "x",
    kind: "app",
    accountId: null,
    grantId: randomToken("grant-"),
    scope: "",
    lifetimeMs: null,
    prefix: "x-app-",
  });
  return json(200, { token_type: "bearer", access_token: token });
}
