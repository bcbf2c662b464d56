import { UNKNOWN_COUNTS } from "@/lib/domain/metrics";
import { type EngagementCounts, PlatformCallError, type Session } from "../adapter";
import type { EgressResponse } from "../http";
import { reach } from "../reach";
import { getPost } from "./api";
import { toCallError } from "./errors";
import {
  getMemberStatistic,
  getShareStatistics,
  getSocialMetadata,
  MEMBER_QUERIES,
  readMemberStatistic,
  readShareStatistics,
  readSocialMetadata,
} from "./statistics";
import { isOrganization } from "./urns";

type CountsById = Map<string, EngagementCounts>;

export async function readEngagement(
  session: Session,
  urns: readonly string[],
): Promise<CountsById> {
  const counts = isOrganization(session.externalAccountId)
    ? await readPage(session, urns)
    : await readMember(session, urns);
  for (const urn of urns) {
    if (counts.has(urn)) continue;
    const open = await readPublic(session, urn);
    if (open) counts.set(urn, open);
  }
  return counts;
}

/** Refusals that are about one question only; anything else ends the reading. */
function isUntold(response: EgressResponse, session: Session): boolean {
  const { status } = response;
  if (status < 300) return false;
  if (status === 400 || status === 403 || status === 404 || status === 422) return true;
  throw toCallError(response, session.now());
}

async function readPage(session: Session, urns: readonly string[]): Promise<CountsById> {
  const counts: CountsById = new Map();
  const isUgc = (urn: string) => urn.startsWith("urn:li:ugcPost:");
  for (const some of [urns.filter(isUgc), urns.filter((urn) => !isUgc(urn))]) {
    if (some.length === 0) continue;
    const page = session.externalAccountId;
    const response = await reach(() => getShareStatistics(session, page, some));
    if (isUntold(response, session)) continue;
    const told = readShareStatistics(response);
    if (!told) throw new PlatformCallError("unavailable", "bad_answer", "LinkedIn gave no counts");
    for (const urn of some) {
      const one = told.get(urn);
      if (one) counts.set(urn, one);
    }
  }
  return counts;
}

async function readMember(session: Session, urns: readonly string[]): Promise<CountsById> {
  const counts: CountsById = new Map();
  for (const urn of urns) {
    const one: EngagementCounts = { ...UNKNOWN_COUNTS };
    for (const [name, query] of MEMBER_QUERIES) {
      const response = await reach(() => getMemberStatistic(session, urn, query));
      // Without its permission LinkedIn refuses the resource, whatever the post.
      if (response.status === 403) return counts;
      if (response.status === 404) break;
      if (!isUntold(response, session)) one[name] = readMemberStatistic(response);
    }
    if (Object.values(one).some((count) => count !== null)) counts.set(urn, one);
  }
  return counts;
}

/** Reactions and comments, which more apps may read; null when the post is gone. */
async function readPublic(session: Session, urn: string): Promise<EngagementCounts | null> {
  const response = await reach(() => getSocialMetadata(session, urn));
  if (response.status === 404) {
    // Resources that an app was not given answer 404 too: the post itself has the last word.
    const post = await reach(() => getPost(session, urn));
    return post.status === 404 ? null : { ...UNKNOWN_COUNTS };
  }
  return isUntold(response, session) ? { ...UNKNOWN_COUNTS } : readSocialMetadata(response);
}
