import { answerConsent, type ConsentRules, showConsent } from "../consent";
import type { Call, Route, SandboxContext } from "../context";
import { findLiveToken, isSameSecret, issueToken, redeemCode } from "../grants";
import { listProfiles } from "../profiles";
import { getApp } from "../registered";
import { json, readForm } from "../respond";
import { underFaults } from "../strike";
import { members, pages } from "./ids";
import { faultAnswers } from "./problems";

const accessSeconds = 5_184_000;
const refreshSeconds = 31_536_000;

const organizationScopes = [
  "w_organization_social",
  "r_organization_social",
  "rw_organization_admin",
];

const rules: ConsentRules = {
  platform: members,
  codeLifetimeMs: 30 * 60_000,
  publishScopes: ["w_member_social", "w_organization_social", "w_member_social_feed"],
  readScopes: [
    "openid",
    "profile",
    "r_member_postAnalytics",
    "r_organization_social",
    "rw_organization_admin",
  ],
  otherScopes: ["email"],
  isPkceRequired: false,
  isStateRequired: true,
  // Its app is an approved partner, which is given refresh tokens.
  isOffline: () => true,
  mismatch: {
    code: "redirect_uri",
    detail: "Bummer, something went wrong. The redirect_uri does not match the registered value.",
  },
};

/** Pages are on the list only where the app asks for them. */
function rulesFor({ url }: Call): ConsentRules {
  const asked = (url.searchParams.get("scope") ?? "").split(" ");
  const asksForPages = asked.some((scope) => organizationScopes.includes(scope));
  return asksForPages ? { ...rules, offers: [members, pages] } : rules;
}

const authorization = "linkedin/oauth/v2/authorization";

export const oauthRoutes: Route[] = [
  { method: "GET", path: authorization, handle: (call) => showConsent(call, rulesFor(call)) },
  { method: "POST", path: authorization, handle: (call) => answerConsent(call, rulesFor(call)) },
  { method: "POST", path: "linkedin/oauth/v2/accessToken", handle: exchange },
];

const refuse = (status: number, error: string, description: string) =>
  json(status, { error, error_description: description });

async function exchange(call: Call): Promise<Response> {
  const { context } = call;
  const form = await readForm(call.request);
  const app = getApp(context, members);
  const isApp =
    form.get("client_id") === app.clientId &&
    isSameSecret(form.get("client_secret") ?? "", app.clientSecret);
  if (!isApp) return refuse(401, "invalid_client", "Client authentication failed");
  switch (form.get("grant_type")) {
    case "authorization_code":
      return exchangeCode(context, form);
    case "refresh_token":
      return refresh(call, form.get("refresh_token") ?? "");
    default:
      return refuse(400, "invalid_request", 'A required parameter "grant_type" is not valid');
  }
}

function exchangeCode(context: SandboxContext, form: URLSearchParams): Response {
  const row = redeemCode(context, {
    platform: members,
    code: form.get("code") ?? "",
    clientId: form.get("client_id") ?? "",
    redirectUri: form.get("redirect_uri") ?? "",
    verifier: form.get("code_verifier"),
  });
  // Whichever pages were ticked, it is the member who signed in.
  const member = listProfiles(context.db, members)[0];
  if (!row || !member) {
    const words =
      "Unable to retrieve access token: appid/redirect uri/code verifier does not match authorization code. Or authorization code expired.";
    return refuse(400, "invalid_request", words);
  }
  const grant = { accountId: member.id, grantId: row.grant_id, scope: row.scope };
  const refreshToken = issueToken(context, {
    ...grant,
    platform: members,
    kind: "refresh",
    lifetimeMs: refreshSeconds * 1000,
    prefix: "linkedin-refresh-",
  });
  return answer(context, grant, { token: refreshToken, seconds: refreshSeconds });
}

/** The year begins with the first consent and is not extended; the token stays the same. */
function refresh(call: Call, given: string): Response | Promise<Response> {
  const { context } = call;
  const row = findLiveToken(context, members, "refresh", given);
  if (!row?.account_id) {
    const words =
      "The provided authorization grant or refresh token is invalid, expired or revoked.";
    return refuse(400, "invalid_grant", words);
  }
  const accountId = row.account_id;
  const answers = faultAnswers(context.now().getTime());
  return underFaults(call, { platform: members, accountId, scope: "token" }, answers, () => {
    const seconds = Math.floor(((row.expires_at ?? 0) - context.now().getTime()) / 1000);
    const grant = { accountId, grantId: row.grant_id, scope: row.scope };
    return answer(context, grant, { token: row.token, seconds });
  });
}

function answer(
  context: SandboxContext,
  grant: { accountId: string; grantId: string; scope: string },
  refreshing: { token: string; seconds: number },
): Response {
  const access = issueToken(context, {
    ...grant,
    platform: members,
    kind: "access",
    lifetimeMs: accessSeconds * 1000,
    prefix: "linkedin-access-",
  });
  return json(200, {
    access_token: access,
    expires_in: accessSeconds,
    refresh_token: refreshing.token,
    refresh_token_expires_in: refreshing.seconds,
    scope: grant.scope.split(" ").join(","),
    token_type: "Bearer",
  });
}
