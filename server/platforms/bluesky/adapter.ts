import { checkDraft } from "@/lib/domain/preflight";
import {
  type EngagementCounts,
  type PlatformAdapter,
  PlatformCallError,
  type Session,
} from "../adapter";
import { reach } from "../reach";
import { getPosts, readPosts } from "./api";
import { blueskyConnect } from "./connect";
import { blueskyEndpoints } from "./endpoints";
import { toCallError } from "./errors";
import { notConnected, publishPost, resumePost } from "./publish";
import { removePost } from "./remove";
import { type Repository, toRepository } from "./session";
import { toCounts } from "./to-bluesky";

const URIS_PER_CALL = 25;

async function readCounts(repository: Repository, uris: readonly string[]) {
  const response = await reach(() => getPosts(repository, uris));
  if (response.status >= 300) throw toCallError(response, repository.context.now());
  const posts = readPosts(response);
  if (posts) return posts;
  throw new PlatformCallError("unavailable", "bad_answer", "Bluesky gave no readable counts");
}

async function engagement(session: Session, externalPostIds: readonly string[]) {
  const repository = toRepository(session);
  if (!repository) {
    throw new PlatformCallError("reconnect", notConnected.code, notConnected.message);
  }
  const counts = new Map<string, EngagementCounts>();
  for (let at = 0; at < externalPostIds.length; at += URIS_PER_CALL) {
    const uris = externalPostIds.slice(at, at + URIS_PER_CALL);
    for (const post of await readCounts(repository, uris)) counts.set(post.uri, toCounts(post));
  }
  return counts;
}

export const blueskyAdapter: PlatformAdapter = {
  platform: "bluesky",
  endpoints: blueskyEndpoints,
  connect: blueskyConnect,
  check: (draft) => checkDraft({ platform: "bluesky", ...draft }),
  publish: (session, draft, key, saveReceipt) => publishPost({ session, draft, key, saveReceipt }),
  resume: (session, key, receipt, draft, saveReceipt) =>
    resumePost({ session, draft, key, saveReceipt }, receipt),
  remove: removePost,
  engagement,
};
