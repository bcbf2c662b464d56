import { z } from "zod";
import { type Counts, UNKNOWN_COUNTS } from "@/lib/domain/metrics";
import type { EgressResponse } from "../http";
import { type Caller, encodeUrn } from "./api";
import { versionOf } from "./endpoints";

function get(caller: Caller, path: string): Promise<EgressResponse> {
  return caller.http.request(`${caller.endpoints.api}/rest/${path}`, {
    headers: {
      accept: "application/json",
      authorization: `Bearer ${caller.accessToken}`,
      "linkedin-version": versionOf(caller),
      "x-restli-protocol-version": "2.0.0",
    },
    trust: "operator",
  });
}

const count = z.number().nullish().catch(null);

const ShareStatistics = z.object({
  elements: z.array(
    z.object({
      share: z.string().optional().catch(undefined),
      ugcPost: z.string().optional().catch(undefined),
      totalShareStatistics: z.object({
        impressionCount: count,
        clickCount: count,
        likeCount: count,
        commentCount: count,
        shareCount: count,
      }),
    }),
  ),
});

/** Posts of one page; all of one kind, as `urn:li:share` and `urn:li:ugcPost` are asked for apart. */
export const getShareStatistics = (
  caller: Caller,
  organization: string,
  urns: readonly string[],
): Promise<EgressResponse> => {
  const kind = urns[0]?.startsWith("urn:li:ugcPost:") ? "ugcPosts" : "shares";
  const owner = encodeUrn(organization);
  return get(
    caller,
    `organizationalEntityShareStatistics?q=organizationalEntity&organizationalEntity=${owner}&${kind}=List(${urns.map(encodeUrn).join(",")})`,
  );
};

export function readShareStatistics(response: EgressResponse): Map<string, Counts> | null {
  const told = ShareStatistics.safeParse(response.json()).data;
  if (!told) return null;
  const counts = new Map<string, Counts>();
  for (const { share, ugcPost, totalShareStatistics: total } of told.elements) {
    const urn = share ?? ugcPost;
    if (urn === undefined) continue;
    counts.set(urn, {
      ...UNKNOWN_COUNTS,
      views: toCount(total.impressionCount),
      likes: toCount(total.likeCount),
      shares: toCount(total.shareCount),
      comments: toCount(total.commentCount),
      clicks: toCount(total.clickCount),
    });
  }
  return counts;
}

/** What is taken back can make LinkedIn's own sums negative. */
const toCount = (value: number | null | undefined): number | null =>
  typeof value === "number" ? Math.max(0, Math.trunc(value)) : null;

/** One call for each of these; the first tells whether the app may ask at all. */
export const MEMBER_QUERIES = [
  ["views", "IMPRESSION"],
  ["likes", "REACTION"],
  ["comments", "COMMENT"],
  ["shares", "RESHARE"],
  ["clicks", "LINK_CLICKS"],
  ["saves", "POST_SAVE"],
] as const;

export const getMemberStatistic = (caller: Caller, urn: string, queryType: string) => {
  const kind = urn.startsWith("urn:li:ugcPost:") ? "ugc" : "share";
  return get(
    caller,
    `memberCreatorPostAnalytics?q=entity&entity=(${kind}:${encodeUrn(urn)})&queryType=${queryType}&aggregation=TOTAL`,
  );
};

const MemberStatistic = z.object({ elements: z.array(z.object({ count })) });
export function readMemberStatistic(response: EgressResponse): number | null {
  return toCount(MemberStatistic.safeParse(response.json()).data?.elements[0]?.count);
}

const SocialMetadata = z.object({
  reactionSummaries: z.record(z.string(), z.object({ count })).optional().catch(undefined),
  commentSummary: z.object({ count }).optional().catch(undefined),
});

export const getSocialMetadata = (caller: Caller, urn: string) =>
  get(caller, `socialMetadata/${encodeUrn(urn)}`);

export function readSocialMetadata(response: EgressResponse): Counts {
  const { reactionSummaries, commentSummary } =
    SocialMetadata.safeParse(response.json()).data ?? {};
  const reactions = Object.values(reactionSummaries ?? {});
  const likes = reactions.reduce((sum, reaction) => sum + (reaction.count ?? 0), 0);
  return {
    ...UNKNOWN_COUNTS,
    likes: reactionSummaries ? Math.max(0, likes) : null,
    comments: toCount(commentSummary?.count),
  };
}
