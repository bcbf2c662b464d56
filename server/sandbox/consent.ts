import { consentPage, refusalPage } from "./consent-page";
import type { Call, SandboxPlatform } from "./context";
import { issueCode, randomToken } from "./grants";
import { findProfile, listProfiles } from "./profiles";
import { empty, page, readForm } from "./respond";
import { findRow, run } from "./store";

export interface ConsentRules {
  platform: SandboxPlatform;
  codeLifetimeMs: number;
  publishScopes: readonly string[];
  readScopes: readonly string[];
  otherScopes: readonly string[];
  isPkceRequired: boolean;
  isOffline(query: URLSearchParams, scopes: readonly string[]): boolean;
  mismatch: { code: string; detail: string };
}

const ticketLifetimeMs = 10 * 60_000;

/** The first half of a consent: everything is checked before a person sees a question. */
export function showConsent(call: Call, rules: ConsentRules): Response {
  const query = call.url.searchParams;
  const untrusted = checkClient(call, rules, query);
  if (untrusted) return page(400, refusalPage(rules.platform, untrusted.code, untrusted.detail));
  const redirect = query.get("redirect_uri") ?? "";
  const fault = checkRequest(rules, query);
  if (fault) return redirectBack(redirect, query, { error: fault });

  const { context } = call;
  const ticket = randomToken("ticket-");
  run(
    context.db,
    "insert into consents (ticket, query, expires_at) values (?, ?, ?)",
    ticket,
    query.toString(),
    context.wall() + ticketLifetimeMs,
  );
  const scopes = splitScopes(query);
  const html = consentPage({
    platform: rules.platform,
    ticket,
    profiles: listProfiles(context.db, rules.platform),
    canPublish: scopes.some((scope) => rules.publishScopes.includes(scope)),
    canRead: scopes.some((scope) => rules.readScopes.includes(scope)),
  });
  return page(200, html, [new URL(redirect).origin]);
}

/** The second half. The ticket carries the checked request, so the form can't alter it. */
export async function answerConsent(call: Call, rules: ConsentRules): Promise<Response> {
  const { context } = call;
  const form = await readForm(call.request);
  const row = findRow<{ query: string }>(
    context.db,
    "delete from consents where ticket = ? and expires_at > ? returning query",
    form.get("ticket") ?? "",
    context.wall(),
  );
  if (!row) {
    const detail = "This page has been used already or is too old. Start again from Bandwagon.";
    return page(400, refusalPage(rules.platform, "ticket_expired", detail));
  }
  const query = new URLSearchParams(row.query);
  const redirect = query.get("redirect_uri") ?? "";
  const profile = findProfile(context.db, form.get("account") ?? "");
  const isAllowed = form.get("decision") === "allow" && profile?.platform === rules.platform;
  if (!isAllowed || !profile) return redirectBack(redirect, query, { error: "access_denied" });

  const scopes = splitScopes(query);
  const code = issueCode(context, {
    platform: rules.platform,
    accountId: profile.id,
    clientId: query.get("client_id") ?? "",
    redirectUri: redirect,
    scope: scopes.join(" "),
    challenge: query.get("code_challenge"),
    offline: rules.isOffline(query, scopes),
    lifetimeMs: rules.codeLifetimeMs,
  });
  return redirectBack(redirect, query, { code });
}

function checkClient(call: Call, rules: ConsentRules, query: URLSearchParams) {
  const { context } = call;
  if (query.get("client_id") !== context.apps[rules.platform].clientId) {
    return { code: "invalid_client", detail: "The client id is not known here." };
  }
  const redirect = query.get("redirect_uri");
  if (!redirect || !context.redirectUris[rules.platform].includes(redirect)) return rules.mismatch;
  return null;
}

function checkRequest(rules: ConsentRules, query: URLSearchParams): string | null {
  if (query.get("response_type") !== "code") return "unsupported_response_type";
  const challenge = query.get("code_challenge");
  if (challenge === null && rules.isPkceRequired) return "invalid_request";
  const isChallengeGood =
    challenge === null ||
    (/^[A-Za-z0-9_-]{43}$/.test(challenge) && query.get("code_challenge_method") === "S256");
  if (!isChallengeGood) return "invalid_request";
  const state = query.get("state");
  if (rules.isPkceRequired && (!state || state.length > 500)) return "invalid_request";
  const known = [...rules.publishScopes, ...rules.readScopes, ...rules.otherScopes];
  const scopes = splitScopes(query);
  if (scopes.length === 0 || scopes.some((scope) => !known.includes(scope))) return "invalid_scope";
  return null;
}

function splitScopes(query: URLSearchParams): string[] {
  return [...new Set((query.get("scope") ?? "").split(/\s+/).filter(Boolean))];
}

function redirectBack(
  redirect: string,
  query: URLSearchParams,
  answer: Record<string, string>,
): Response {
  const target = new URL(redirect);
  for (const [key, value] of Object.entries(answer)) target.searchParams.set(key, value);
  const state = query.get("state");
  if (state !== null) target.searchParams.set("state", state);
  return empty(303, { location: target.href });
}
