import { answerConsent, type ConsentRules, showConsent } from "../consent";
import type { Call, Route, SandboxContext } from "../context";
import {
  type AccessToken,
  endGrant,
  findLiveToken,
  isSameSecret,
  issueToken,
  redeemCode,
} from "../grants";
import { getApp } from "../registered";
import { json, readForm } from "../respond";
import { findRow } from "../store";
import { underFaults } from "../strike";
import { faultAnswers } from "./errors";

const expiresInSecs = 3599;
const prefix = "https://www.googleapis.com/auth/";

const rules: ConsentRules = {
  platform: "youtube",
  codeLifetimeMs: 10 * 60_000,
  publishScopes: [`${prefix}youtube.upload`, `${prefix}youtube`, `${prefix}youtube.force-ssl`],
  readScopes: [`${prefix}youtube.readonly`, `${prefix}yt-analytics.readonly`],
  otherScopes: ["openid", "email", "profile"],
  isPkceRequired: false,
  isOffline: (query) => query.get("access_type") === "offline" && query.get("prompt") === "consent",
  mismatch: {
    code: "Error 400: redirect_uri_mismatch",
    detail: "The redirect address is not one that this project has registered.",
  },
};

export const youtubeOAuthRoutes: Route[] = [
  { method: "GET", path: "youtube/o/oauth2/v2/auth", handle: (call) => showConsent(call, rules) },
  {
    method: "POST",
    path: "youtube/o/oauth2/v2/auth",
    handle: (call) => answerConsent(call, rules),
  },
  { method: "POST", path: "youtube/token", handle: exchange },
  { method: "POST", path: "youtube/revoke", handle: revoke },
];

function refuse(status: number, error: string, description: string): Response {
  return json(status, { error, error_description: description });
}

async function exchange(call: Call): Promise<Response> {
  const { context } = call;
  const form = await readForm(call.request);
  const app = getApp(context, "youtube");
  if (form.get("client_id") !== app.clientId) {
    return refuse(401, "invalid_client", "The OAuth client was not found.");
  }
  if (!isSameSecret(form.get("client_secret") ?? "", app.clientSecret)) {
    return refuse(401, "invalid_client", "Unauthorized");
  }
  switch (form.get("grant_type")) {
    case "authorization_code":
      return exchangeCode(context, form);
    case "refresh_token":
      return refresh(call, form);
    default:
      return refuse(400, "unsupported_grant_type", "Invalid grant_type");
  }
}

function exchangeCode(context: SandboxContext, form: URLSearchParams): Response {
  if (!context.redirectUris.youtube?.includes(form.get("redirect_uri") ?? "")) {
    return refuse(400, "redirect_uri_mismatch", "Bad Request");
  }
  const row = redeemCode(context, {
    platform: "youtube",
    code: form.get("code") ?? "",
    clientId: getApp(context, "youtube").clientId,
    redirectUri: form.get("redirect_uri") ?? "",
    verifier: form.get("code_verifier"),
  });
  if (!row) return refuse(400, "invalid_grant", "Malformed auth code.");
  const common = {
    platform: "youtube" as const,
    accountId: row.account_id,
    grantId: row.grant_id,
    scope: row.scope,
  };
  const answer = grantAccess(context, row.account_id, row.grant_id, row.scope);
  if (row.offline === 0) return json(200, answer);
  const refreshToken = issueToken(context, {
    ...common,
    kind: "refresh",
    lifetimeMs: null,
    prefix: "1//",
  });
  return json(200, { ...answer, refresh_token: refreshToken });
}

function grantAccess(context: SandboxContext, accountId: string, grantId: string, scope: string) {
  const token = issueToken(context, {
    platform: "youtube",
    kind: "access",
    accountId,
    grantId,
    scope,
    lifetimeMs: expiresInSecs * 1000,
    prefix: "ya29.",
  });
  return { access_token: token, expires_in: expiresInSecs, scope, token_type: "Bearer" };
}

/** Google keeps the refresh token that it gave first: none comes back from a refresh. */
function refresh(call: Call, form: URLSearchParams): Response | Promise<Response> {
  const { context } = call;
  const token = findLiveToken(context, "youtube", "refresh", form.get("refresh_token") ?? "");
  if (!token?.account_id) {
    return refuse(400, "invalid_grant", "Token has been expired or revoked.");
  }
  const accountId = token.account_id;
  return underFaults(call, { platform: "youtube", accountId, scope: "token" }, faultAnswers, () =>
    json(200, grantAccess(context, accountId, token.grant_id, token.scope)),
  );
}

/** Either token ends the whole grant. */
async function revoke(call: Call): Promise<Response> {
  const form = await readForm(call.request);
  const given = form.get("token") ?? call.url.searchParams.get("token") ?? "";
  const row = findRow<AccessToken>(
    call.context.db,
    "select * from tokens where token = ? and platform = 'youtube' and ended_at is null",
    given,
  );
  if (!row) return refuse(400, "invalid_token", "Token expired or revoked");
  endGrant(call.context, row.grant_id);
  return json(200, {});
}
