import { checkDraft } from "@/lib/domain/preflight";
import {
  type CallContext,
  type EngagementCounts,
  type OAuthSpec,
  type PlatformAdapter,
  PlatformCallError,
} from "../adapter";
import type { EgressResponse } from "../http";
import { requestRevoke, requestToken, toAuthorizeUrl } from "../oauth";
import { reach } from "../reach";
import { getMe, getMetrics, readMe, readMetrics } from "./api";
import { findIssue } from "./check";
import { xEndpoints } from "./endpoints";
import { toCallError } from "./errors";
import { publishTweet } from "./publish";
import { removeTweet } from "./remove";
import { resumeTweet } from "./resume";
import { toCounts } from "./to-x";
import { xWebhook } from "./webhook";

const IDS_PER_CALL = 100;

const connect: OAuthSpec = {
  kind: "oauth",
  authorizeUrl: (endpoints, params) => toAuthorizeUrl(endpoints.authorize, params),
  exchange: (context, { client, code, codeVerifier }) =>
    requestToken({
      context,
      client,
      clientAuth: "basic",
      scopes: [],
      form: {
        grant_type: "authorization_code",
        code,
        redirect_uri: client.redirectUri,
        code_verifier: codeVerifier,
      },
    }),
  refresh: (context, { client, refreshToken, scopes }) =>
    requestToken({
      context,
      client,
      clientAuth: "basic",
      scopes,
      form: { grant_type: "refresh_token", refresh_token: refreshToken },
      // A spent or revoked refresh token is an invalid_request here, told apart by its words only.
      isDefinitive: ({ status, error, description }) =>
        status === 400 && error === "invalid_request" && /token was invalid/i.test(description),
    }),
  revoke: (context, { client, token }) =>
    requestRevoke(context, { client, token, clientAuth: "basic" }),
  async identify(session) {
    const me = readMe(await read(session, () => getMe(session)));
    if (!me) throw new PlatformCallError("unavailable", "bad_answer", "X did not say who this is");
    return [
      {
        externalId: me.id,
        handle: me.username,
        displayName: me.name || me.username,
        avatarUrl: me.profile_image_url ?? null,
      },
    ];
  },
};

/** A read: a success, or a PlatformCallError. */
async function read(context: CallContext, send: () => Promise<EgressResponse>) {
  const response = await reach(send);
  if (response.status >= 300) throw toCallError(response, context.now());
  return response;
}

export const xAdapter: PlatformAdapter = {
  platform: "x",
  endpoints: xEndpoints,
  connect,
  check(draft) {
    const issues = checkDraft({ platform: "x", ...draft });
    const own = findIssue(draft);
    return own && issues.every(({ field }) => field !== own.field) ? [...issues, own] : issues;
  },
  publish: (session, draft, key, saveReceipt) => publishTweet({ session, draft, key, saveReceipt }),
  resume: (session, key, receipt, draft, saveReceipt) =>
    resumeTweet({ session, draft, key, saveReceipt }, receipt),
  remove: removeTweet,
  async engagement(session, externalPostIds) {
    const counts = new Map<string, EngagementCounts>();
    for (let at = 0; at < externalPostIds.length; at += IDS_PER_CALL) {
      const ids = externalPostIds.slice(at, at + IDS_PER_CALL);
      const fields = "public_metrics,non_public_metrics";
      const told = readMetrics(await read(session, () => getMetrics(session, ids, fields)));
      if (!told) throw new PlatformCallError("unavailable", "bad_answer", "X gave no metrics");
      for (const tweet of told.data) counts.set(tweet.id, toCounts(tweet));
    }
    return counts;
  },
  webhook: xWebhook,
};
