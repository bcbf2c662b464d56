import { type EngagementCounts, PlatformCallError, type Session } from "../adapter";
import { fetchStatus, queryVideos, readCounted, readStatus } from "./api";
import { read } from "./attempt";
import { toCounts } from "./to-tiktok";

const IDS_PER_CALL = 20;

const isPublishId = (id: string) => !/^\d+$/.test(id);

/** By the ids we keep. A publish id stands for a post that had no id of its own when it went out. */
export async function readEngagement(
  session: Session,
  externalPostIds: readonly string[],
): Promise<Map<string, EngagementCounts>> {
  const counts = new Map<string, EngagementCounts>();
  const keptAs = new Map<string, string>();
  for (const id of externalPostIds) {
    const postId = isPublishId(id) ? await findPostId(session, id) : id;
    if (postId === null) counts.set(id, toCounts({}));
    else keptAs.set(postId, id);
  }
  const postIds = [...keptAs.keys()];
  for (let at = 0; at < postIds.length; at += IDS_PER_CALL) {
    const ids = postIds.slice(at, at + IDS_PER_CALL);
    const videos = readCounted(await read(session, () => queryVideos(session, ids)));
    if (!videos) {
      throw new PlatformCallError("unavailable", "bad_answer", "TikTok gave no counts");
    }
    for (const video of videos) counts.set(keptAs.get(video.id) ?? video.id, toCounts(video));
  }
  return counts;
}

/** Null: private, still a draft, or forgotten. Then its counts are unknown, and it is not gone. */
async function findPostId(session: Session, publishId: string): Promise<string | null> {
  try {
    const answer = await read(session, () => fetchStatus(session, publishId));
    return readStatus(answer)?.postId ?? null;
  } catch (error) {
    if (error instanceof PlatformCallError && error.kind === "refused") return null;
    throw error;
  }
}
