import { z } from "zod";
import { catalog } from "@/lib/platforms/catalog";
import {
  type CallContext,
  type OAuthFailure,
  type OAuthResult,
  type OAuthSpec,
  PlatformCallError,
} from "../adapter";
import type { EgressResponse } from "../http";
import { toAuthorizeUrl } from "../oauth";
import { reach } from "../reach";
import { findIdentities, listGranted, readRenewal } from "./accounts";
import { toDialogUrl, toVersionedUrl } from "./endpoints";
import { readGraphError } from "./errors";
import { withProof } from "./graph";
import { signIn } from "./list";

const TokenAnswer = z.object({
  access_token: z.string().min(1),
  // A token that never ends comes without.
  expires_in: z.coerce.number().positive().nullish().catch(null),
});

// Pages that belong to a business are listed with this one only; nothing is refused without it.
const EXTRA_SCOPES = ["business_management"];

/**
 * One consent for all of Meta. Its quirks: scopes are parted by commas, codes and tokens are
 * exchanged by GET, errors are the Graph's own, and nothing is refreshed: a page's token lasts as
 * long as the person's consent, and can be read again with the person's token.
 */
export const metaConnect: OAuthSpec = {
  kind: "oauth",
  provesCalls: true,
  authorizeUrl(endpoints, params) {
    const shared = [...catalog.facebook.scopes, ...catalog.instagram.scopes];
    const scopes = new Set([...params.scopes, ...shared, ...EXTRA_SCOPES]);
    const url = new URL(toAuthorizeUrl(toDialogUrl(endpoints, params.apiVersion), params));
    url.searchParams.set("scope", [...scopes].join(","));
    // With a secret Meta takes no PKCE.
    url.searchParams.delete("code_challenge");
    url.searchParams.delete("code_challenge_method");
    return url.href;
  },
  exchange: (context, { client, code }) =>
    asResult(async () => {
      const app = { client_id: client.clientId, client_secret: client.clientSecret ?? "" };
      const first = await getToken(context, { ...app, redirect_uri: client.redirectUri, code });
      const lasting = await getToken(context, {
        ...app,
        grant_type: "fb_exchange_token",
        fb_exchange_token: first.access_token,
      });
      const accessToken = lasting.access_token;
      const appSecret = client.clientSecret;
      const scopes = await listGranted({ ...context, appSecret, accessToken });
      const expiresAt = toExpiry(context, lasting.expires_in);
      return { ok: true, tokens: { accessToken, refreshToken: null, expiresAt, scopes } };
    }),
  refresh: (context, { client, refreshToken, scopes }) =>
    asResult(async () => {
      const { accountId, personToken } = readRenewal(refreshToken);
      const person = { appSecret: client.clientSecret, accessToken: personToken };
      const found = await findIdentities({ ...context, ...person });
      const tokens = found.identities.find((each) => each.externalId === accountId)?.tokens;
      if (!tokens) {
        const message = "The person who connected this account can't post to it any more.";
        if (found.isComplete) return { ok: false, definitive: true, code: "role_lost", message };
        const unsure = "Facebook did not show everything that this person can post to.";
        return { ok: false, definitive: false, code: "role_unclear", message: unsure };
      }
      return { ok: true, tokens: { ...tokens, scopes: [...scopes] } };
    }),
  async revoke(context, { client, token }) {
    const { personToken } = readRenewal(token);
    const person = { ...context, appSecret: client.clientSecret, accessToken: personToken };
    const url = withProof(person, toVersionedUrl(context, context.endpoints.revoke));
    try {
      const response = await reach(() =>
        context.http.request(url, {
          method: "DELETE",
          headers: { accept: "application/json", authorization: `Bearer ${personToken}` },
          trust: "operator",
        }),
      );
      // A token that is dead already is what was wanted.
      if (response.status < 300 || signIn.judge(readGraphError(response)).kind === "expired") {
        return { ok: true, message: null };
      }
      return { ok: false, message: `Facebook answered ${response.status} to the revocation` };
    } catch (error) {
      if (!(error instanceof PlatformCallError)) throw error;
      return { ok: false, message: error.message };
    }
  },
  async identify(session) {
    const { identities } = await findIdentities(session);
    return identities;
  },
};

/** The secret travels in the address, as Meta wants it: redacted wherever addresses are logged. */
async function getToken(context: CallContext, query: Record<string, string>) {
  const url = `${toVersionedUrl(context, context.endpoints.token)}?${new URLSearchParams(query)}`;
  const response = await reach(() =>
    context.http.request(url, { headers: { accept: "application/json" }, trust: "operator" }),
  );
  const answer = response.status < 300 ? TokenAnswer.safeParse(response.json()).data : undefined;
  if (!answer) throw toTokenError(response);
  return answer;
}

function toTokenError(response: EgressResponse): PlatformCallError {
  if (response.status < 300) {
    return new PlatformCallError("unavailable", "bad_token_answer", "Facebook sent no token");
  }
  const error = readGraphError(response);
  const { kind } = signIn.judge(error);
  const code = error.code === 0 ? `http_${error.status}` : String(error.code);
  const isTrouble = kind === "transient" || kind === "throttled" || error.code === 0;
  if (isTrouble) return new PlatformCallError("unavailable", code, error.message);
  // A code that is spent or too old is a wrong parameter.
  const isOver = kind === "expired" || kind === "permission" || error.code === 100;
  return new PlatformCallError(isOver ? "reconnect" : "refused", code, error.message);
}

async function asResult(work: () => Promise<OAuthResult>): Promise<OAuthResult> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof PlatformCallError)) throw error;
    return toFailure(error);
  }
}

/** Only a dead token and a missing permission are final; every other refusal says nothing of them. */
function toFailure({ kind, code, message }: PlatformCallError): OAuthFailure {
  return { ok: false, definitive: kind === "reconnect", code, message };
}

function toExpiry(context: CallContext, seconds: number | null | undefined): Date | null {
  return seconds ? new Date(context.now().getTime() + seconds * 1000) : null;
}
