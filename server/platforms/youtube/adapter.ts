import { checkDraft } from "@/lib/domain/preflight";
import {
  type CallContext,
  type EngagementCounts,
  type OAuthSpec,
  type PlatformAdapter,
  PlatformCallError,
  type RemoveOutcome,
  type Session,
} from "../adapter";
import { EgressError, type EgressResponse } from "../http";
import { requestRevoke, requestToken, toAuthorizeUrl } from "../oauth";
import { readReports } from "./analytics";
import { deleteVideo, getStatistics, listOwnChannels, readChannels, readStatistics } from "./api";
import { checkOwnRules } from "./check";
import { youtubeEndpoints } from "./endpoints";
import { toCallError, toNetworkOutcome, toOutcome } from "./errors";
import { publishVideo, resumeVideo } from "./publish";
import { toCounts } from "./to-youtube";
import { youtubeWebhook } from "./webhook";

const IDS_PER_CALL = 50;

const connect: OAuthSpec = {
  kind: "oauth",
  authorizeUrl: (endpoints, params) =>
    // Without these two, Google gives no refresh token.
    toAuthorizeUrl(endpoints.authorize, params, { access_type: "offline", prompt: "consent" }),
  exchange: (context, { client, code, codeVerifier }) =>
    requestToken({
      context,
      client,
      clientAuth: "body",
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
      clientAuth: "body",
      scopes,
      form: { grant_type: "refresh_token", refresh_token: refreshToken },
    }),
  revoke: (context, { client, token }) =>
    requestRevoke(context, { client, token, clientAuth: "none" }),
  async identify(session) {
    const channels = readChannels(await read(session, () => listOwnChannels(session)));
    if (!channels) {
      throw new PlatformCallError("unavailable", "bad_answer", "YouTube did not list the channels");
    }
    return channels.map(({ id, snippet }) => ({
      externalId: id,
      handle: snippet.customUrl ?? snippet.title,
      displayName: snippet.title || (snippet.customUrl ?? id),
      avatarUrl: snippet.thumbnails?.default.url ?? null,
    }));
  },
};

/** A read: a success, or a PlatformCallError. */
async function read(context: CallContext, send: () => Promise<EgressResponse>) {
  let response: EgressResponse;
  try {
    response = await send();
  } catch (error) {
    if (!(error instanceof EgressError)) throw error;
    throw new PlatformCallError("unavailable", error.code, error.message);
  }
  if (response.status >= 300) throw toCallError(response, context.now());
  return response;
}

async function removeVideo(session: Session, id: string): Promise<RemoveOutcome> {
  let outcome: ReturnType<typeof toOutcome>;
  try {
    const response = await deleteVideo(session, id);
    if (response.status < 300) return { kind: "removed" };
    if (response.status === 404) return { kind: "already_gone" };
    outcome = toOutcome(response, session.now());
  } catch (error) {
    outcome = toNetworkOutcome(error);
  }
  if (outcome.kind === "retry_later") {
    const { retryAfterMs, code } = outcome;
    const message = "YouTube could not delete the video yet.";
    return { kind: "retry_later", retryAfterMs, code, message };
  }
  const { code, message } =
    "message" in outcome ? outcome : { code: "refused", message: "YouTube did not delete it." };
  return { kind: outcome.kind === "reconnect" ? "reconnect" : "refused", code, message };
}

export const youtubeAdapter: PlatformAdapter = {
  platform: "youtube",
  endpoints: youtubeEndpoints,
  connect,
  check: (draft) => [...checkDraft({ platform: "youtube", ...draft }), ...checkOwnRules(draft)],
  publish: (session, draft, _key, saveReceipt) => publishVideo({ session, draft, saveReceipt }),
  resume: (session, _key, receipt, draft, saveReceipt) =>
    resumeVideo({ session, draft, saveReceipt }, receipt),
  remove: removeVideo,
  async engagement(session, externalPostIds) {
    const counts = new Map<string, EngagementCounts>();
    for (let at = 0; at < externalPostIds.length; at += IDS_PER_CALL) {
      const ids = externalPostIds.slice(at, at + IDS_PER_CALL);
      const items = readStatistics(await read(session, () => getStatistics(session, ids)));
      if (!items) {
        throw new PlatformCallError("unavailable", "bad_answer", "YouTube gave no statistics");
      }
      const reports = await readReports(session, ids);
      for (const item of items) {
        counts.set(item.id, toCounts(item.statistics, reports.get(item.id)));
      }
    }
    return counts;
  },
  webhook: youtubeWebhook,
};
