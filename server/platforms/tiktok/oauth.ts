import { z } from "zod";
import {
  type CallContext,
  type OAuthClient,
  type OAuthFailure,
  type OAuthResult,
  type OAuthSpec,
  PlatformCallError,
} from "../adapter";
import { redactText } from "../egress-log";
import { EgressError } from "../http";
import { getUser, readUser } from "./api";
import { read } from "./attempt";

// TikTok's own dialect: `client_key` for `client_id`, commas between scopes, no PKCE on the web, and
// errors that may come under HTTP 200.

const TokenAnswer = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1).nullish().catch(null),
  expires_in: z.coerce.number().positive().nullish().catch(null),
  scope: z.string().nullish().catch(null),
});

const TokenError = z.object({
  error: z.string().min(1),
  error_description: z.string().nullish().catch(null),
});

const REFRESH_PREFIX = "rft.";

export const tiktokConnect: OAuthSpec = {
  kind: "oauth",
  authorizeUrl(endpoints, { client, state, scopes }) {
    const url = new URL(endpoints.authorize);
    url.search = new URLSearchParams({
      client_key: client.clientId,
      response_type: "code",
      scope: scopes.join(","),
      redirect_uri: client.redirectUri,
      state,
    }).toString();
    return url.href;
  },
  exchange: (context, { client, code }) =>
    requestTokens(context, client, [], {
      grant_type: "authorization_code",
      code,
      redirect_uri: client.redirectUri,
    }),
  refresh: (context, { client, refreshToken, scopes }) =>
    requestTokens(context, client, scopes, {
      grant_type: "refresh_token",
      refresh_token: refreshToken,
    }),
  revoke,
  async identify(session) {
    const user = readUser(await read(session, () => getUser(session)));
    if (!user) {
      throw new PlatformCallError("unavailable", "bad_answer", "TikTok did not tell whose it is");
    }
    const handle = user.username || user.display_name || user.open_id;
    return [
      {
        externalId: user.open_id,
        handle,
        displayName: user.display_name || handle,
        avatarUrl: user.avatar_url || null,
      },
    ];
  },
};

/** Only an access token can be revoked, and it takes the whole grant along. */
async function revoke(
  context: CallContext,
  { client, token }: { client: OAuthClient; token: string },
): Promise<{ ok: boolean; message: string | null }> {
  let access = token;
  if (token.startsWith(REFRESH_PREFIX)) {
    const form = { grant_type: "refresh_token", refresh_token: token };
    const renewed = await requestTokens(context, client, [], form);
    // A grant that is dead already is what was wanted.
    if (!renewed.ok) return { ok: renewed.definitive, message: renewed.message };
    access = renewed.tokens.accessToken;
  }
  const told = await postForm(context, context.endpoints.revoke, client, { token: access });
  return told.ok ? { ok: true, message: null } : { ok: false, message: told.message };
}

async function requestTokens(
  context: CallContext,
  client: OAuthClient,
  scopes: readonly string[],
  form: Record<string, string>,
): Promise<OAuthResult> {
  const told = await postForm(context, context.endpoints.token, client, form);
  if (!told.ok) return told;
  const parsed = TokenAnswer.safeParse(told.body).data;
  if (!parsed) return transient("bad_token_answer", "TikTok's token answer could not be read");
  const { access_token, refresh_token, expires_in, scope } = parsed;
  const issuedAt = context.now().getTime();
  return {
    ok: true,
    tokens: {
      accessToken: access_token,
      refreshToken: refresh_token ?? null,
      expiresAt: expires_in ? new Date(issuedAt + expires_in * 1000) : null,
      // A person may have unticked some; what was granted is told here and only here.
      scopes: scope ? scope.split(/[\s,]+/).filter(Boolean) : [...scopes],
    },
  };
}

async function postForm(
  context: CallContext,
  url: string,
  { clientId, clientSecret }: OAuthClient,
  form: Record<string, string>,
): Promise<{ ok: true; body: unknown } | OAuthFailure> {
  const body = new URLSearchParams({
    client_key: clientId,
    client_secret: clientSecret ?? "",
    ...form,
  });
  const headers = {
    accept: "application/json",
    "cache-control": "no-cache",
    "content-type": "application/x-www-form-urlencoded",
  };
  try {
    const answer = await context.http.request(url, {
      method: "POST",
      headers,
      body: body.toString(),
      trust: "operator",
    });
    const json = answer.json();
    const error = TokenError.safeParse(json).data;
    if (answer.status >= 500 || answer.status === 429 || (answer.status >= 300 && !error)) {
      return transient(`http_${answer.status}`, `TikTok answered ${answer.status}`);
    }
    return error && error.error !== "ok" ? toFailure(error) : { ok: true, body: json };
  } catch (error) {
    if (error instanceof EgressError) return transient(error.code, error.message);
    throw error;
  }
}

function toFailure({ error, error_description }: z.infer<typeof TokenError>): OAuthFailure {
  const message = redactText(error_description ?? "", 300) || error;
  return { ok: false, definitive: error === "invalid_grant", code: error, message };
}

function transient(code: string, message: string): OAuthFailure {
  return { ok: false, definitive: false, code, message };
}
