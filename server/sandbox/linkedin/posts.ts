import type { Call, Route } from "../context";
import { showPost } from "../permalinks";
import { findPost, type PostRow } from "../posts";
import { empty, json } from "../respond";
import { listRows, run } from "../store";
import { asMember, isEncoded, mayActFor, refusePathKey } from "./access";
import { createPost, type PostDetail } from "./create-post";
import { isOrganization, members } from "./ids";
import { accessDenied, badParameter, notFound } from "./problems";

const shown = { views: "Impressions", likes: "Reactions", comments: "Comments", shares: "Reposts" };
const showUpdate = (call: Call) => showPost(call, members, call.params.urn ?? "", shown);

export const postRoutes: Route[] = [
  { method: "POST", path: "linkedin/rest/posts", handle: createPost },
  { method: "GET", path: "linkedin/rest/posts", handle: findByAuthor },
  { method: "GET", path: "linkedin/rest/posts/{urn}", handle: sendPost },
  { method: "DELETE", path: "linkedin/rest/posts/{urn}", handle: deletePost },
  { method: "GET", path: "linkedin/feed/update/{urn}", handle: showUpdate },
  { method: "GET", path: "linkedin/feed/update/{urn}/", handle: showUpdate },
];

const readDetail = (post: PostRow) => JSON.parse(post.detail) as PostDetail;

function toView(post: PostRow) {
  const { author, commentary, content } = readDetail(post);
  return {
    id: post.id,
    author,
    commentary,
    ...(content ? { content } : {}),
    createdAt: post.created_at,
    publishedAt: post.published_at,
    lastModifiedAt: post.created_at,
    lifecycleState: "PUBLISHED",
    visibility: "PUBLIC",
    distribution: {
      feedDistribution: "MAIN_FEED",
      targetEntities: [],
      thirdPartyDistributionChannels: [],
    },
    isReshareDisabledByAuthor: false,
  };
}

const readScopes = (author: string) => [
  isOrganization(author) ? "r_organization_social" : "r_member_social",
];

function findByAuthor(call: Call): Response | Promise<Response> {
  const query = call.url.searchParams;
  const author = query.get("author") ?? "";
  const raw = /[?&]author=([^&]*)/.exec(call.url.search)?.[1] ?? "";
  if (query.get("q") !== "author" || !isEncoded(raw)) {
    return badParameter("Invalid query parameters passed to request");
  }
  const gate = {
    resource: "posts.FINDER-author",
    scopes: readScopes(author),
    fault: "read" as const,
    ...(author ? { author } : {}),
  };
  return asMember(call, gate, () => {
    const start = Number(query.get("start") ?? 0);
    const count = Number(query.get("count") ?? 10);
    if (!Number.isInteger(start) || !Number.isInteger(count) || count < 1 || count > 100) {
      return badParameter("Parameter count must be 1 to 100.");
    }
    const rows = listRows<PostRow>(
      call.context.db,
      `select * from posts where platform = ? and account_id = ? and deleted_at is null
       order by created_at desc, id desc limit ? offset ?`,
      members,
      author,
      count,
      start,
    );
    return json(200, { paging: { start, count, links: [] }, elements: rows.map(toView) });
  });
}

/** Which scope it takes to read a post follows from its author; of an unknown one, any that reads. */
function sendPost(call: Call): Response | Promise<Response> {
  const refusal = refusePathKey(call);
  if (refusal) return refusal;
  const urn = call.params.urn ?? "";
  const post = findPost(call.context, members, urn);
  const scopes = post ? readScopes(post.account_id) : ["r_organization_social", "r_member_social"];
  const gate = { resource: "posts.GET", scopes, fault: "read" as const };
  return asMember(call, gate, (caller) => {
    if (!post) return notFound(`${urn} is not found`);
    return mayActFor(caller, post.account_id) ? json(200, toView(post)) : accessDenied("posts.GET");
  });
}

/** The same answer for what is gone already. */
function deletePost(call: Call): Response | Promise<Response> {
  const refusal = refusePathKey(call);
  if (refusal) return refusal;
  const { context } = call;
  const post = findPost(context, members, call.params.urn ?? "");
  const scope = isOrganization(post?.account_id ?? "")
    ? "w_organization_social"
    : "w_member_social";
  const gate = {
    resource: "posts.DELETE",
    scopes: post ? [scope] : [],
    fault: "publish" as const,
    ...(post ? { author: post.account_id } : {}),
  };
  return asMember(call, gate, () => {
    const now = context.now().getTime();
    if (post) run(context.db, "update posts set deleted_at = ? where id = ?", now, post.id);
    return empty(204);
  });
}
