import { createHash, randomBytes } from "node:crypto";
import {
  type AuthorizationServer,
  allowInsecureRequests,
  type ClientAuth,
  customFetch,
  genericTokenEndpointRequest,
  processGenericTokenEndpointResponse,
  processRevocationResponse,
  ResponseBodyError,
  revocationRequest,
} from "oauth4webapi";
import type {
  AuthorizeParams,
  CallContext,
  OAuthClient,
  OAuthFailure,
  OAuthResult,
} from "./adapter";
import { redactText } from "./egress-log";
import type { EgressResponse } from "./http";
import { EgressError } from "./http";

/** A PKCE pair (RFC 7636, S256). The verifier stays on the server. */
export function createPkce(): { codeVerifier: string; codeChallenge: string } {
  const codeVerifier = randomBytes(32).toString("base64url");
  return { codeVerifier, codeChallenge: toCodeChallenge(codeVerifier) };
}

export function toCodeChallenge(codeVerifier: string): string {
  return createHash("sha256").update(codeVerifier).digest("base64url");
}

/** The standard authorization-code URL; `extra` carries what one provider adds. */
export function toAuthorizeUrl(
  base: string,
  params: AuthorizeParams,
  extra: Record<string, string> = {},
): string {
  const url = new URL(base);
  const query = {
    response_type: "code",
    client_id: params.client.clientId,
    redirect_uri: params.client.redirectUri,
    scope: params.scopes.join(" "),
    state: params.state,
    code_challenge: params.codeChallenge,
    code_challenge_method: "S256",
    ...extra,
  };
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url.href;
}

/** `none`: the form says by itself who asks, in the platform's own words. */
export type ClientAuthentication = "basic" | "body" | "none";

export interface TokenCall {
  context: CallContext;
  client: OAuthClient;
  form: Record<string, string>;
  /** Where the client's secret goes. A public client always sends its id in the body. */
  clientAuth: ClientAuthentication;
  /** Used when the answer names no scopes, which means: those that were asked for. */
  scopes: readonly string[];
  /** Platforms that report a dead grant in their own words say so here. */
  isDefinitive?: (error: { status: number; error: string; description: string }) => boolean;
}

/** Posts to the token endpoint. Only a definitive refusal may end a connection; all else is transient. */
export async function requestToken(call: TokenCall): Promise<OAuthResult> {
  const { context, client } = call;
  const exchange = toExchange(context, client, call.clientAuth);
  const { grant_type: grantType = "", ...parameters } = call.form;
  let response: Response;
  try {
    response = await genericTokenEndpointRequest(...exchange.parties, grantType, parameters, {
      ...exchange.options,
    });
  } catch (error) {
    if (error instanceof EgressError) return transient(error.code, error.message);
    throw error;
  }
  const { server, metadata } = exchange;
  try {
    const told = await processGenericTokenEndpointResponse(server, metadata, response);
    const issuedAt = context.now().getTime();
    return {
      ok: true,
      tokens: {
        accessToken: told.access_token,
        refreshToken: told.refresh_token ?? null,
        expiresAt: told.expires_in ? new Date(issuedAt + told.expires_in * 1000) : null,
        scopes: told.scope ? told.scope.split(/[\s,]+/).filter(Boolean) : [...call.scopes],
      },
    };
  } catch (error) {
    return toTokenFailure(error, response.status, call);
  }
}

/** Asks the platform to forget a token. */
export async function requestRevoke(
  context: CallContext,
  params: { client: OAuthClient; token: string; clientAuth: ClientAuthentication },
): Promise<{ ok: boolean; message: string | null }> {
  const { parties, options } = toExchange(context, params.client, params.clientAuth);
  let response: Response;
  try {
    response = await revocationRequest(...parties, params.token, options);
  } catch (error) {
    if (error instanceof EgressError) return { ok: false, message: error.message };
    throw error;
  }
  try {
    await processRevocationResponse(response);
    return { ok: true, message: null };
  } catch (error) {
    // Google answers 400 invalid_token for a token that is already dead, which is what was wanted.
    const isDead = error instanceof ResponseBodyError && error.error === "invalid_token";
    if (isDead) return { ok: true, message: null };
    return { ok: false, message: `The platform answered ${response.status} to the revocation` };
  }
}

/** A platform as the library wants to have it: an authorization server, a client, and our way out. */
function toExchange(context: CallContext, client: OAuthClient, clientAuth: ClientAuthentication) {
  const { token, revoke } = context.endpoints;
  const server: AuthorizationServer = {
    issuer: new URL(token).origin,
    token_endpoint: token,
    revocation_endpoint: revoke,
  };
  const metadata = { client_id: client.clientId };
  const parties: [AuthorizationServer, typeof metadata, ClientAuth] = [
    server,
    metadata,
    toClientAuth(client, clientAuth),
  ];
  const options = {
    [customFetch]: (
      url: string,
      init: { body: URLSearchParams; headers: Record<string, string> },
    ) => sendForm(context, url, init),
    // Only the sandbox is reached by http, and the egress client knows whether it may be called.
    [allowInsecureRequests]: token.startsWith("http:"),
  };
  return { server, metadata, parties, options };
}

/** The library's own form of Basic escapes more than some platforms take back. */
function toClientAuth(
  { clientId, clientSecret }: OAuthClient,
  how: ClientAuthentication,
): ClientAuth {
  return (_server, _client, body, headers) => {
    if (how === "none") return;
    if (how === "basic" && clientSecret !== null) {
      const pair = `${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`;
      headers.set("authorization", `Basic ${Buffer.from(pair).toString("base64")}`);
      return;
    }
    body.set("client_id", clientId);
    if (clientSecret !== null) body.set("client_secret", clientSecret);
  };
}

async function sendForm(
  context: CallContext,
  url: string,
  init: { body: URLSearchParams; headers: Record<string, string> },
): Promise<Response> {
  const { authorization } = init.headers;
  const answer = await context.http.request(url, {
    method: "POST",
    headers: {
      accept: "application/json",
      "content-type": "application/x-www-form-urlencoded",
      ...(authorization ? { authorization } : {}),
    },
    body: init.body.toString(),
    trust: "operator",
  });
  return toStandardResponse(answer);
}

/**
 * What platforms leave out or add without meaning anything else by it: no token type, empty or null
 * members, another 2xx, an ID token that nobody asked for here.
 */
function toStandardResponse(answer: EgressResponse): Response {
  const told = answer.json();
  const isObject = typeof told === "object" && told !== null && !Array.isArray(told);
  const members = isObject ? Object.entries(told) : [];
  const kept = members.filter(
    ([name, value]) =>
      value !== null && value !== "" && name !== "id_token" && !isNoTime(name, value),
  );
  const body = isObject ? { token_type: "bearer", ...Object.fromEntries(kept) } : told;
  return new Response(JSON.stringify(body ?? null), {
    status: answer.status >= 200 && answer.status < 300 ? 200 : answer.status,
    headers: { "content-type": "application/json" },
  });
}

const isNoTime = (name: string, value: unknown) => name === "expires_in" && !(Number(value) > 0);

function toTokenFailure(error: unknown, status: number, call: TokenCall): OAuthFailure {
  if (status === 200) {
    return transient("bad_token_answer", "The platform's token answer could not be read");
  }
  if (!(error instanceof ResponseBodyError) || status >= 500 || status === 429) {
    return transient(`http_${status}`, `The platform answered ${status}`);
  }
  const description = redactText(error.error_description ?? "", 300);
  const definitive =
    error.error === "invalid_grant" ||
    (call.isDefinitive?.({ status, error: error.error, description }) ?? false);
  return { ok: false, definitive, code: error.error, message: description || error.error };
}

function transient(code: string, message: string): OAuthFailure {
  return { ok: false, definitive: false, code, message };
}
