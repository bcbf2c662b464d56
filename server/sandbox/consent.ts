import { consentPage, refusalPage } from "./consent-page";
import type { Call, SandboxContext, SandboxPlatform } from "./context";
import { issueCode, randomToken } from "./grants";
import { putObject } from "./objects";
import { findProfile, listProfiles, type Profile } from "./profiles";
import { getApp, getModule } from "./registered";
import { empty, page, readForm } from "./respond";
import { findRow, run } from "./store";

export interface ConsentRules {
  platform: SandboxPlatform;
  codeLifetimeMs: number;
  publishScopes: readonly string[];
  readScopes: readonly string[];
  otherScopes: readonly string[];
  isPkceRequired: boolean;
  /** Absent: where PKCE is. */
  isStateRequired?: boolean;
  /** What stands between two scopes; a space, unless told. */
  scopeSeparator?: string;
  /** `client_id`, unless told. */
  clientParameter?: string;
  /** Platforms whose profiles one consent may open; absent: this one's. More than one profile may be chosen then. */
  offers?: readonly SandboxPlatform[];
  /** Among those that it offers, the one that the page speaks for and lists first; absent: `platform`. */
  askedBy?(scopes: readonly string[]): SandboxPlatform;
  isOffline(query: URLSearchParams, scopes: readonly string[]): boolean;
  mismatch: { code: string; detail: string };
}

const ticketLifetimeMs = 10 * 60_000;

/** The first half of a consent: everything is checked before a person sees a question. */
export function showConsent(call: Call, rules: ConsentRules): Response {
  const query = call.url.searchParams;
  const { context } = call;
  const scopes = splitScopes(rules, query);
  const asked = rules.askedBy?.(scopes) ?? rules.platform;
  const face = getModule(context, asked);
  const untrusted = checkClient(call, rules, query);
  if (untrusted) return page(400, refusalPage(face, untrusted.code, untrusted.detail));
  const redirect = query.get("redirect_uri") ?? "";
  const fault = checkRequest(rules, query);
  if (fault) return redirectBack(redirect, query, { error: fault });

  const ticket = randomToken("ticket-");
  run(
    context.db,
    "insert into consents (ticket, query, expires_at) values (?, ?, ?)",
    ticket,
    query.toString(),
    context.wall() + ticketLifetimeMs,
  );
  const platforms = [asked, ...offered(rules).filter((each) => each !== asked)];
  const html = consentPage({
    face,
    ticket,
    choices: platforms.flatMap((platform) =>
      listProfiles(context.db, platform).map((profile) => ({
        profile,
        face: getModule(context, platform),
      })),
    ),
    scopes,
    isMultiple: rules.offers !== undefined,
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
    return page(400, refusalPage(getModule(context, rules.platform), "ticket_expired", detail));
  }
  const query = new URLSearchParams(row.query);
  const redirect = query.get("redirect_uri") ?? "";
  const chosen = readChoice(context, rules, form);
  const [profile] = chosen;
  const isAllowed = form.get("decision") === "allow" && profile !== undefined;
  if (!isAllowed) return redirectBack(redirect, query, { error: "access_denied" });

  const scopes = splitScopes(rules, query);
  const grantId = randomToken("grant-");
  const detail = chosen.map(({ id }) => id);
  putObject(context, { platform: rules.platform, kind: "granted", id: grantId, detail });
  const code = issueCode(context, {
    platform: rules.platform,
    accountId: profile.id,
    grantId,
    clientId: query.get(rules.clientParameter ?? "client_id") ?? "",
    redirectUri: redirect,
    // Stored with spaces, whatever the platform writes between them.
    scope: scopes.join(" "),
    challenge: query.get("code_challenge"),
    offline: rules.isOffline(query, scopes),
    lifetimeMs: rules.codeLifetimeMs,
  });
  return redirectBack(redirect, query, { code });
}

const offered = (rules: ConsentRules) => rules.offers ?? [rules.platform];

/** Nobody, when anything was chosen that was not offered. */
function readChoice(
  context: SandboxContext,
  rules: ConsentRules,
  form: URLSearchParams,
): readonly Profile[] {
  const ids = [...new Set(form.getAll("account"))];
  const found = ids.map((id) => findProfile(context.db, id));
  const profiles = found.filter((profile) => profile !== null);
  const isOffered = profiles.every(({ platform }) => offered(rules).includes(platform));
  const isTooMany = profiles.length > 1 && !rules.offers;
  return isOffered && !isTooMany && profiles.length === ids.length ? profiles : [];
}

function checkClient(call: Call, rules: ConsentRules, query: URLSearchParams) {
  const { context } = call;
  const client = query.get(rules.clientParameter ?? "client_id");
  if (client !== getApp(context, rules.platform).clientId) {
    return { code: "invalid_client", detail: "The client id is not known here." };
  }
  const redirect = query.get("redirect_uri");
  const isKnown = context.redirectUris[rules.platform]?.includes(redirect ?? "");
  return isKnown ? null : rules.mismatch;
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
  const isStateRequired = rules.isStateRequired ?? rules.isPkceRequired;
  if (isStateRequired && (!state || state.length > 500)) return "invalid_request";
  const known = [...rules.publishScopes, ...rules.readScopes, ...rules.otherScopes];
  const scopes = splitScopes(rules, query);
  if (scopes.length === 0 || scopes.some((scope) => !known.includes(scope))) return "invalid_scope";
  return null;
}

function splitScopes(rules: ConsentRules, query: URLSearchParams): string[] {
  const given = (query.get("scope") ?? "").split(rules.scopeSeparator ?? /\s+/);
  return [...new Set(given.map((scope) => scope.trim()).filter(Boolean))];
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
