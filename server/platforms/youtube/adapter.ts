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
import type { EgressResponse } from "../http";
import { toNetworkOutcome } from "../network-outcome";
import { requestRevoke, requestToken, toAuthorizeUrl } from "../oauth";
import { reach } from "../reach";
import { toRemoveOutcome } from "../remove-outcome";
import { readReports } from "./analytics";
import { deleteVideo, getStatistics, listOwnChannels, readChannels, readStatistics } from "./api";
import { checkOwnRules } from "./check";
import { youtubeEndpoints } from "./endpoints";
import { toCallError, toOutcome } from "./errors";
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
  const response = await reach(send);
  if (response.status >= 300) throw toCallError(response, context.now());
  return response;
}

async function removeVideo(session: Session, id: string): Promise<RemoveOutcome> {
  try {
    const response = await deleteVideo(session, id);
    if (response.status < 300) return { kind: "removed" };
    if (response.status === 404) return { kind: "already_gone" };
    return toRemoveOutcome(toOutcome(response, session.now()), "YouTube");
  } catch (error) {
    return toRemoveOutcome(toNetworkOutcome(error, "YouTube", { creates: false }), "YouTube");
  }
}

export const youtubeAdapter: PlatformAdapter = {
  platform: "youtube",
  endpoints: youtubeEndpoints,
  connect,
  check: (draft) => [...checkDraft({ platform: "youtube", ...draft }), ...checkOwnRules(draft)],
  publish: (session, draft, key, saveReceipt) => publishVideo({ session, draft, key, saveReceipt }),
  resume: (session, key, receipt, draft, saveReceipt) =>
    resumeVideo({ session, draft, key, saveReceipt }, receipt),
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
