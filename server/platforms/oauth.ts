import { createHash, randomBytes } from "node:crypto";
import { z } from "zod";
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

const TokenAnswer = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1).nullish().catch(null),
  expires_in: z.coerce.number().positive().nullish().catch(null),
  scope: z.string().nullish().catch(null),
});

const TokenError = z.object({
  error: z.string(),
  error_description: z.string().nullish().catch(null),
});

export interface TokenCall {
  context: CallContext;
  client: OAuthClient;
  form: Record<string, string>;
  /** Where the client's secret goes. A public client always sends its id in the body. */
  clientAuth: "basic" | "body";
  /** Used when the answer names no scopes, which means: those that were asked for. */
  scopes: readonly string[];
  /** Platforms that report a dead grant in their own words say so here. */
  isDefinitive?: (error: { status: number; error: string; description: string }) => boolean;
}

/** Posts to the token endpoint. Only a definitive refusal may end a connection; all else is transient. */
export async function requestToken(call: TokenCall): Promise<OAuthResult> {
  const answer = await postForm(call.context, call.context.endpoints.token, call);
  if (!("status" in answer)) return answer;
  if (answer.status < 200 || answer.status > 299) return toTokenFailure(answer, call);
  const parsed = TokenAnswer.safeParse(answer.json());
  if (!parsed.success) {
    return transient("bad_token_answer", "The platform's token answer could not be read");
  }
  const { access_token, refresh_token, expires_in, scope } = parsed.data;
  const issuedAt = call.context.now().getTime();
  return {
    ok: true,
    tokens: {
      accessToken: access_token,
      refreshToken: refresh_token ?? null,
      expiresAt: expires_in ? new Date(issuedAt + expires_in * 1000) : null,
      scopes: scope ? scope.split(/[\s,]+/).filter(Boolean) : [...call.scopes],
    },
  };
}

/** Asks the platform to forget a token. */
export async function requestRevoke(
  context: CallContext,
  params: { client: OAuthClient; token: string; clientAuth: "basic" | "body" | "none" },
): Promise<{ ok: boolean; message: string | null }> {
  const answer = await postForm(context, context.endpoints.revoke, {
    client: params.client,
    form: { token: params.token },
    clientAuth: params.clientAuth,
  });
  if (!("status" in answer)) return { ok: false, message: answer.message };
  if (answer.status < 300) return { ok: true, message: null };
  // Google answers 400 invalid_token for a token that is already dead, which is what was wanted.
  if (TokenError.safeParse(answer.json()).data?.error === "invalid_token") {
    return { ok: true, message: null };
  }
  return { ok: false, message: `The platform answered ${answer.status} to the revocation` };
}

async function postForm(
  context: CallContext,
  url: string,
  call: {
    client: OAuthClient;
    form: Record<string, string>;
    clientAuth: "basic" | "body" | "none";
  },
): Promise<EgressResponse | OAuthFailure> {
  const { clientId, clientSecret } = call.client;
  const form = new URLSearchParams(call.form);
  const headers: Record<string, string> = {
    accept: "application/json",
    "content-type": "application/x-www-form-urlencoded",
  };
  if (call.clientAuth === "basic" && clientSecret !== null) {
    const pair = `${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`;
    headers.authorization = `Basic ${Buffer.from(pair).toString("base64")}`;
  } else if (call.clientAuth !== "none") {
    form.set("client_id", clientId);
    if (clientSecret !== null) form.set("client_secret", clientSecret);
  }
  try {
    return await context.http.request(url, {
      method: "POST",
      headers,
      body: form.toString(),
      trust: "operator",
    });
  } catch (error) {
    if (error instanceof EgressError) return transient(error.code, error.message);
    throw error;
  }
}

function toTokenFailure(answer: EgressResponse, call: TokenCall): OAuthFailure {
  const parsed = TokenError.safeParse(answer.json());
  if (!parsed.success || answer.status >= 500 || answer.status === 429) {
    return transient(`http_${answer.status}`, `The platform answered ${answer.status}`);
  }
  const error = parsed.data.error;
  const description = redactText(parsed.data.error_description ?? "", 300);
  const definitive =
    error === "invalid_grant" ||
    (call.isDefinitive?.({ status: answer.status, error, description }) ?? false);
  return { ok: false, definitive, code: error, message: description || error };
}

function transient(code: string, message: string): OAuthFailure {
  return { ok: false, definitive: false, code, message };
}
