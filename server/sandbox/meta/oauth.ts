import { answerConsent, type ConsentRules, showConsent } from "../consent";
import type { Call, Handler, Route } from "../context";
import { endGrant, isSameSecret, redeemCode } from "../grants";
import { getApp } from "../registered";
import { json } from "../respond";
import { asPerson } from "./access";
import { badParameter, graphError } from "./graph-error";
import { type Params, readParams, toPage } from "./params";
import { app, findPageAccess, findPerson, issuePersonToken, markRoles } from "./tokens";

const rules: ConsentRules = {
  platform: app,
  codeLifetimeMs: 10 * 60_000,
  publishScopes: ["pages_manage_posts", "instagram_content_publish", "whatsapp_business_messaging"],
  readScopes: [
    "pages_show_list",
    "pages_read_engagement",
    "pages_read_user_content",
    "read_insights",
    "instagram_basic",
    "instagram_manage_insights",
    "whatsapp_business_management",
  ],
  otherScopes: [
    "public_profile",
    "email",
    "business_management",
    "pages_manage_metadata",
    "instagram_manage_comments",
    "instagram_manage_contents",
    "ads_management",
    "ads_read",
  ],
  isPkceRequired: false,
  scopeSeparator: ",",
  offers: ["facebook", "instagram", "whatsapp"],
  // The product writes the scopes of what was clicked before those that the others need.
  askedBy: ([first = ""]) =>
    ["instagram", "whatsapp"].find((platform) => first.startsWith(`${platform}_`)) ?? app,
  isOffline: () => false,
  mismatch: {
    code: "URL Blocked",
    detail:
      "This redirect failed because the redirect URI is not whitelisted in the app's Client OAuth Settings.",
  },
};

export const metaOAuthRoutes: Route[] = [
  {
    method: "GET",
    path: "facebook/{version}/dialog/oauth",
    handle: (call) => showConsent(call, rules),
  },
  {
    method: "POST",
    path: "facebook/{version}/dialog/oauth",
    handle: (call) => answerConsent(call, rules),
  },
  { method: "GET", path: "facebook/{version}/oauth/access_token", handle: withParams(exchange) },
  { method: "POST", path: "facebook/{version}/oauth/access_token", handle: withParams(exchange) },
  { method: "GET", path: "facebook/{version}/debug_token", handle: withParams(debug) },
  { method: "GET", path: "facebook/{version}/me/permissions", handle: withParams(permissions) },
  { method: "DELETE", path: "facebook/{version}/me/permissions", handle: withParams(revoke) },
];

/** Reads the request once, and refuses what cannot be read or was made for no version. */
export function withParams(
  handle: (call: Call, params: Params) => Response | Promise<Response>,
): Handler {
  return async (call) => {
    if (!/^v\d+\.\d+$/.test(call.params.version ?? "")) {
      return graphError(2500, `Unknown path components: ${call.url.pathname}`);
    }
    const params = await readParams(call);
    return params ? handle(call, params) : badParameter("The body cannot be read.");
  };
}

function exchange(call: Call, { values }: Params): Response {
  const { context } = call;
  const { clientId, clientSecret } = getApp(context, app);
  const isApp =
    values.get("client_id") === clientId &&
    isSameSecret(values.get("client_secret") ?? "", clientSecret);
  if (!isApp) return graphError(1, "Error validating client secret.", { status: 400 });
  switch (values.get("grant_type") ?? "authorization_code") {
    case "authorization_code":
      return exchangeCode(call, values);
    case "fb_exchange_token":
      return lengthen(call, values.get("fb_exchange_token") ?? "");
    default:
      return badParameter("Unsupported grant_type");
  }
}

function exchangeCode({ context }: Call, values: Params["values"]): Response {
  const row = redeemCode(context, {
    platform: app,
    code: values.get("code") ?? "",
    clientId: values.get("client_id") ?? "",
    redirectUri: values.get("redirect_uri") ?? "",
    verifier: values.get("code_verifier") ?? null,
  });
  if (!row) {
    return graphError(100, "This authorization code has been used.", { subcode: 36_009 });
  }
  markRoles(context, row.grant_id);
  return json(200, issuePersonToken(context, toGrant(row), "short"));
}

const toGrant = (row: { grant_id: string; scope: string }) => ({
  grantId: row.grant_id,
  scope: row.scope,
});

function lengthen({ context }: Call, given: string): Response {
  const person = findPerson(context, given);
  if (!person) return graphError(190, "Error validating access token.", { status: 401 });
  return json(200, issuePersonToken(context, toGrant(person.token), "long"));
}

function permissions(call: Call, params: Params) {
  return asPerson(call, params, (person) => {
    const items = person.scopes.map((permission) => ({ permission, status: "granted" }));
    return json(200, toPage(call, withLimit(params), items));
  });
}

/** Permissions come all at once. */
const withLimit = ({ values, files }: Params): Params => ({
  values: new Map([...values, ["limit", "100"]]),
  files,
});

function revoke(call: Call, params: Params) {
  return asPerson(call, params, ({ token }) => {
    endGrant(call.context, token.grant_id);
    return json(200, { success: true });
  });
}

function debug(call: Call, { values }: Params): Response {
  const { context } = call;
  const { clientId, clientSecret } = getApp(context, app);
  if (!isSameSecret(values.get("access_token") ?? "", `${clientId}|${clientSecret}`)) {
    return graphError(100, "(#100) You must provide an app access token", { status: 400 });
  }
  const given = values.get("input_token") ?? "";
  const person = findPerson(context, given);
  const page = findPageAccess(context, given);
  const token = person?.token ?? page?.token;
  if (!token) return json(200, { data: { app_id: clientId, is_valid: false, scopes: [] } });
  const expires = token.expires_at === null ? 0 : Math.floor(token.expires_at / 1000);
  return json(200, {
    data: {
      app_id: clientId,
      type: person ? "USER" : "PAGE",
      is_valid: true,
      expires_at: expires,
      scopes: token.scope.split(" "),
    },
  });
}
