import { answerConsent, type ConsentRules, showConsent } from "../consent";
import type { Call, Route, SandboxContext } from "../context";
import { endGrant, endToken, findLiveToken, isSameSecret, issueToken, redeemCode } from "../grants";
import { getApp } from "../registered";
import { json, readForm } from "../respond";
import { underFaults } from "../strike";
import { faultAnswers, oauthError } from "./answers";
import { announce } from "./webhooks";

const accessSecs = 7_200;
const refreshSecs = 180 * 86_400;

const rules: ConsentRules = {
  platform: "tiktok",
  codeLifetimeMs: 5 * 60_000,
  publishScopes: ["video.publish", "video.upload"],
  readScopes: ["user.info.basic", "user.info.profile", "user.info.stats", "video.list"],
  otherScopes: [],
  isPkceRequired: false,
  isStateRequired: true,
  scopeSeparator: ",",
  clientParameter: "client_key",
  isOffline: () => true,
  mismatch: {
    code: "redirect_uri",
    detail: "The redirect address is not one that this app has registered.",
  },
};

export const tiktokOAuthRoutes: Route[] = [
  { method: "GET", path: "tiktok/v2/auth/authorize/", handle: (call) => showConsent(call, rules) },
  {
    method: "POST",
    path: "tiktok/v2/auth/authorize/",
    handle: (call) => answerConsent(call, rules),
  },
  { method: "POST", path: "tiktok/v2/oauth/token/", handle: exchange },
  { method: "POST", path: "tiktok/v2/oauth/revoke/", handle: revoke },
];

async function readClient(call: Call): Promise<URLSearchParams | Response> {
  const { context } = call;
  const form = await readForm(call.request);
  const app = getApp(context, "tiktok");
  if (!form.has("client_key")) {
    return oauthError(context, 400, "invalid_request", "Client key is missing.");
  }
  const isApp =
    form.get("client_key") === app.clientId &&
    isSameSecret(form.get("client_secret") ?? "", app.clientSecret);
  return isApp
    ? form
    : oauthError(context, 401, "invalid_client", "Client key or secret is incorrect.");
}

async function exchange(call: Call): Promise<Response> {
  const form = await readClient(call);
  if (form instanceof Response) return form;
  switch (form.get("grant_type")) {
    case "authorization_code":
      return exchangeCode(call.context, form);
    case "refresh_token":
      return refresh(call, form);
    default:
      return oauthError(
        call.context,
        400,
        "unsupported_grant_type",
        "The authorization grant type is not supported by the authorization server.",
      );
  }
}

function exchangeCode(context: SandboxContext, form: URLSearchParams): Response {
  const row = redeemCode(context, {
    platform: "tiktok",
    code: form.get("code") ?? "",
    clientId: getApp(context, "tiktok").clientId,
    redirectUri: form.get("redirect_uri") ?? "",
    verifier: form.get("code_verifier"),
  });
  if (!row) return oauthError(context, 400, "invalid_grant", "Authorization code is expired.");
  return grantTokens(context, row.account_id, row.grant_id, row.scope);
}

/** The refresh token is spent by its first use; access tokens live on to their end. */
function refresh(call: Call, form: URLSearchParams): Response | Promise<Response> {
  const { context } = call;
  const invalid = () =>
    oauthError(context, 400, "invalid_grant", "Refresh token is invalid or expired.");
  const given = form.get("refresh_token") ?? "";
  const token = findLiveToken(context, "tiktok", "refresh", given);
  if (!token?.account_id) return invalid();
  const accountId = token.account_id;
  const operation = { platform: "tiktok", accountId, scope: "token" as const };
  return underFaults(call, operation, faultAnswers(context), () =>
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
  const common = { platform: "tiktok", accountId, grantId, scope };
  const toToken = (kind: "access" | "refresh", seconds: number, prefix: string) =>
    issueToken(context, { ...common, kind, lifetimeMs: seconds * 1000, prefix });
  return json(200, {
    open_id: accountId,
    scope: scope.replaceAll(" ", ","),
    access_token: toToken("access", accessSecs, "act."),
    expires_in: accessSecs,
    refresh_token: toToken("refresh", refreshSecs, "rft."),
    refresh_expires_in: refreshSecs,
    token_type: "Bearer",
  });
}

/** Takes an access token only, and ends everything that came of the same consent. */
async function revoke(call: Call): Promise<Response> {
  const { context } = call;
  const form = await readClient(call);
  if (form instanceof Response) return form;
  const token = findLiveToken(context, "tiktok", "access", form.get("token") ?? "");
  if (!token?.account_id) {
    return oauthError(context, 400, "invalid_request", "Access token is invalid or expired.");
  }
  endGrant(context, token.grant_id);
  announce(context, token.account_id, "authorization.removed", { reason: 1 });
  return json(200, {});
}
