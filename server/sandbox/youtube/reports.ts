import type { Counts } from "../audience";
import type { Call, Route } from "../context";
import { countsOf, findPost, type PostRow } from "../posts";
import type { Profile } from "../profiles";
import { json } from "../respond";
import { asChannel, scopes } from "./access";
import { googleError } from "./errors";

export const youtubeReportRoutes: Route[] = [
  { method: "GET", path: "youtube/youtubeanalytics/v2/reports", handle: report },
];

const readers: Record<string, (counts: Counts) => number> = {
  views: (counts) => counts.views,
  likes: (counts) => counts.likes,
  comments: (counts) => counts.comments,
  shares: (counts) => counts.shares,
  videosAddedToPlaylists: (counts) => counts.saves,
};

/** Reports come some days late. */
const lagMs = 2.5 * 86_400_000;
const required = ["ids", "startDate", "endDate", "metrics"];
const optional = ["dimensions", "filters", "sort", "maxResults", "startIndex", "currency"];

/** Whole channels, or video by video; other dimensions are not imitated. */
function report(call: Call) {
  return asChannel(call, { scopes: scopes.analytics, cost: 0, fault: "read" }, (channel) => {
    const query = call.url.searchParams;
    const missing = required.find((name) => !query.get(name));
    if (missing) return refuse("required", `Required parameter: ${missing}`);
    const unknown = [...query.keys()].find((name) => ![...required, ...optional].includes(name));
    if (unknown) return refuse("badRequest", `Unknown name "${unknown}": Cannot bind parameter.`);
    const isOwn = [`channel==MINE`, `channel==${channel.id}`].includes(query.get("ids") ?? "");
    if (!isOwn) return googleError(403, "forbidden", "Forbidden", {}, "global");
    const names = (query.get("metrics") ?? "").split(",");
    const stray = names.find((name) => !readers[name]);
    if (stray) return refuse("badRequest", `Unknown identifier (${stray}) given in field metrics.`);
    const dates = [query.get("startDate") ?? "", query.get("endDate") ?? ""];
    if (dates.some((date) => !/^\d{4}-\d\d-\d\d$/.test(date))) {
      return refuse("badRequest", "Dates are given as YYYY-MM-DD.");
    }
    const top = Number(query.get("maxResults"));
    const order = (query.get("sort") ?? "").replace(/^-/, "");
    const isTopList = names.includes(order) && top >= 1 && top <= 200;
    if (query.get("dimensions") !== "video" || !isTopList) {
      return refuse("badRequest", "The query is not supported. Check the documentation.");
    }
    return json(200, {
      kind: "youtubeAnalytics#resultTable",
      columnHeaders: [
        { name: "video", columnType: "DIMENSION", dataType: "STRING" },
        ...names.map((name) => ({ name, columnType: "METRIC", dataType: "INTEGER" })),
      ],
      rows: listVideos(call, channel).flatMap((post) => toRows(call, post, names)),
    });
  });
}

function refuse(reason: string, message: string): Response {
  return googleError(400, reason, message, {}, "global");
}

function listVideos(call: Call, channel: Profile): PostRow[] {
  const filter = /^video==([\w,-]+)$/.exec(call.url.searchParams.get("filters") ?? "")?.[1] ?? "";
  return filter
    .split(",")
    .map((id) => findPost(call.context, "youtube", id))
    .filter((post): post is PostRow => post?.account_id === channel.id);
}

/** Nothing at all of a video that is too young for the reports to know. */
function toRows(call: Call, post: PostRow, names: readonly string[]): (string | number)[][] {
  const at = call.context.now().getTime() - lagMs;
  if (post.published_at === null || post.published_at > at) return [];
  const counts = countsOf(call.context, post, at);
  return [[post.id, ...names.map((name) => readers[name]?.(counts) ?? 0)]];
}
