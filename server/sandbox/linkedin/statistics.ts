import type { Counts } from "../audience";
import type { Call, Route } from "../context";
import { countsOf, findPost } from "../posts";
import { json } from "../respond";
import { asMember, mayActFor, refusePathKey } from "./access";
import { isOrganization, members } from "./ids";
import { accessDenied, badParameter, notFound } from "./problems";

export const statisticsRoutes: Route[] = [
  {
    method: "GET",
    path: "linkedin/rest/organizationalEntityShareStatistics",
    handle: sendShareStatistics,
  },
  {
    method: "GET",
    path: "linkedin/rest/memberCreatorPostAnalytics",
    handle: sendMemberStatistic,
  },
  { method: "GET", path: "linkedin/rest/socialMetadata/{urn}", handle: sendSocialMetadata },
];

const encodedUrn = /^urn%3Ali%3A(share|ugcPost)%3A\d+$/i;

/** The query as it was sent: a server in front of this one may have written brackets and commas anew. */
function readSearch(call: Call): string {
  const marks: Record<string, string> = { "%28": "(", "%29": ")", "%2C": "," };
  return call.url.search.replace(/%28|%29|%2C/gi, (mark) => marks[mark.toUpperCase()] ?? mark);
}

/** Null when the list, or a URN in it, is not written as Rest.li wants it. */
function readList(call: Call, name: "shares" | "ugcPosts"): string[] | null {
  const raw = new RegExp(`[?&]${name}=([^&]*)`).exec(readSearch(call))?.[1];
  if (raw === undefined) return [];
  const items = /^List\(([^()]*)\)$/.exec(raw)?.[1]?.split(",") ?? [];
  const isWritten = items.length > 0 && items.every((item) => encodedUrn.test(item));
  return isWritten ? items.map(decodeURIComponent) : null;
}

function sendShareStatistics(call: Call): Response | Promise<Response> {
  const query = call.url.searchParams;
  const organization = query.get("organizationalEntity") ?? "";
  const gate = {
    resource: "organizationalEntityShareStatistics.FINDER-organizationalEntity",
    scopes: ["rw_organization_admin"],
    fault: "read" as const,
    ...(organization ? { author: organization } : {}),
  };
  return asMember(call, gate, () => {
    const shares = readList(call, "shares");
    const ugcPosts = readList(call, "ugcPosts");
    if (query.get("q") !== "organizationalEntity" || !shares || !ugcPosts) {
      return badParameter("Invalid query parameters passed to request");
    }
    const toElements = (urns: readonly string[], name: "share" | "ugcPost") =>
      urns.flatMap((urn) => {
        const post = findPost(call.context, members, urn);
        if (post?.account_id !== organization) return [];
        const totalShareStatistics = toTotals(countsOf(call.context, post));
        return [{ organizationalEntity: organization, [name]: urn, totalShareStatistics }];
      });
    const elements = [...toElements(shares, "share"), ...toElements(ugcPosts, "ugcPost")];
    return json(200, { paging: { start: 0, count: 10, links: [] }, elements });
  });
}

function toTotals({ views, likes, comments, shares, clicks }: Counts) {
  const acted = likes + comments + shares + clicks;
  return {
    impressionCount: views,
    uniqueImpressionsCount: Math.floor(views * 0.8),
    clickCount: clicks,
    likeCount: likes,
    commentCount: comments,
    shareCount: shares,
    engagement: views === 0 ? 0 : acted / views,
  };
}

const queries: Record<string, (counts: Counts) => number> = {
  IMPRESSION: ({ views }) => views,
  MEMBERS_REACHED: ({ views }) => Math.floor(views * 0.8),
  REACTION: ({ likes }) => likes,
  COMMENT: ({ comments }) => comments,
  RESHARE: ({ shares }) => shares,
  POST_SAVE: ({ saves }) => saves,
  POST_SEND: ({ shares }) => Math.floor(shares / 2),
  LINK_CLICKS: ({ clicks }) => clicks,
};
const since202604 = ["POST_SAVE", "POST_SEND", "LINK_CLICKS"];

function sendMemberStatistic(call: Call): Response | Promise<Response> {
  const gate = {
    resource: "memberCreatorPostAnalytics.FINDER-entity",
    scopes: ["r_member_postAnalytics"],
    fault: "read" as const,
  };
  return asMember(call, gate, (caller) => {
    const query = call.url.searchParams;
    const raw = /[?&]entity=\((share|ugc)(?::|%3A)([^():&]*)\)/i.exec(readSearch(call));
    const urn = decodeURIComponent(raw?.[2] ?? "");
    const queryType = query.get("queryType") ?? "";
    const count = queries[queryType];
    const isNew = since202604.includes(queryType);
    const version = Number(call.request.headers.get("linkedin-version"));
    const isKind = urn.startsWith(raw?.[1] === "ugc" ? "urn:li:ugcPost:" : "urn:li:share:");
    if (query.get("q") !== "entity" || !raw || !isKind || !count || (isNew && version < 202604)) {
      return badParameter("Invalid query parameters passed to request");
    }
    if (query.get("aggregation") !== "TOTAL") return badParameter("aggregation must be TOTAL");
    const post = findPost(call.context, members, urn);
    if (!post) return notFound(`${urn} is not found`);
    if (!mayActFor(caller, post.account_id)) return accessDenied(gate.resource);
    const element = { targetEntity: { [raw[1] ?? ""]: urn }, metricType: { queryType } };
    const elements = [{ ...element, count: count(countsOf(call.context, post)) }];
    return json(200, { paging: { start: 0, count: 10, links: [] }, elements });
  });
}

function sendSocialMetadata(call: Call): Response | Promise<Response> {
  const refusal = refusePathKey(call);
  if (refusal) return refusal;
  const urn = call.params.urn ?? "";
  const post = findPost(call.context, members, urn);
  const scopes = isOrganization(post?.account_id ?? "")
    ? ["r_organization_social"]
    : ["r_member_social", "w_member_social_feed"];
  const gate = { resource: "socialMetadata.GET", fault: "read" as const };
  const any = [...scopes, "r_organization_social"];
  return asMember(call, { ...gate, scopes: post ? scopes : any }, () => {
    if (!post) return notFound(`${urn} is not found`);
    const { likes, comments } = countsOf(call.context, post);
    return json(200, {
      entity: urn,
      reactionSummaries: likes > 0 ? { LIKE: { reactionType: "LIKE", count: likes } } : {},
      commentSummary: { count: comments, topLevelCount: comments },
      commentsState: "OPEN",
    });
  });
}
