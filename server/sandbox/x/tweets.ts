import type { Call, Route, SandboxContext } from "../context";
import { findPost, type PostRow } from "../posts";
import { findProfile, type Profile } from "../profiles";
import { json } from "../respond";
import { listRows, run } from "../store";
import { asUser, type Gate } from "./access";
import { createTweet } from "./create-tweet";
import { forbidden, invalidRequest, missingResource, notFound } from "./problems";
import { announce } from "./subscriptions";
import { tweetView } from "./tweet-view";

const readGate = (bucket: string): Gate => ({
  bucket,
  limit: 900,
  scopes: ["tweet.read", "users.read"],
  fault: "read",
});

export const xTweetRoutes: Route[] = [
  { method: "POST", path: "x/2/tweets", handle: createTweet },
  { method: "GET", path: "x/2/tweets", handle: listTweets },
  { method: "GET", path: "x/2/tweets/{id}", handle: getTweet },
  { method: "DELETE", path: "x/2/tweets/{id}", handle: deleteTweet },
  { method: "GET", path: "x/2/users/{id}/tweets", handle: listTimeline },
];

const knownFields = new Set(
  (
    "attachments author_id community_id context_annotations conversation_id created_at edit_controls " +
    "edit_history_tweet_ids entities geo id in_reply_to_user_id lang non_public_metrics note_tweet " +
    "organic_metrics possibly_sensitive promoted_metrics public_metrics referenced_tweets " +
    "reply_settings source text withheld"
  ).split(" "),
);
const privateFields = ["non_public_metrics", "organic_metrics"];
const privateForMs = 30 * 86_400_000;

/** A message when a field is not one of X's. */
function readFields(call: Call): Set<string> | string {
  const fields = (call.url.searchParams.get("tweet.fields") ?? "").split(",").filter(Boolean);
  const unknown = fields.find((field) => !knownFields.has(field));
  return unknown
    ? `The \`tweet.fields\` query parameter value [${unknown}] is not one of the allowed fields.`
    : new Set(fields);
}

function listTweets(call: Call) {
  return asUser(call, readGate("lookup"), (user) => {
    const ids = (call.url.searchParams.get("ids") ?? "").split(",").filter(Boolean);
    if (ids.length === 0 || ids.length > 100 || ids.some((id) => !/^\d{1,19}$/.test(id))) {
      return invalidRequest("The `ids` query parameter must hold 1 to 100 ids.");
    }
    const fields = readFields(call);
    if (typeof fields === "string") return invalidRequest(fields);
    const found = ids.map((id) => findPost(call.context, "x", id));
    const posts = found.filter((post) => post !== null);
    const missing = ids.filter((_id, index) => found[index] === null).map(missingResource);
    const errors = [...missing, ...hiddenFields(call.context, user, posts, fields)];
    const data = posts.map((post) => viewFor(call.context, user, post, fields));
    return json(200, {
      ...(data.length > 0 ? { data } : {}),
      ...(errors.length > 0 ? { errors } : {}),
    });
  });
}

/** Private metrics are told to the author only, for thirty days. */
function isPrivateAllowed(context: SandboxContext, user: Profile, post: PostRow): boolean {
  return post.account_id === user.id && context.now().getTime() - post.created_at < privateForMs;
}

function viewFor(context: SandboxContext, user: Profile, post: PostRow, fields: Set<string>) {
  if (isPrivateAllowed(context, user, post)) return tweetView(context, post, fields);
  const open = new Set([...fields].filter((field) => !privateFields.includes(field)));
  return tweetView(context, post, open);
}

function hiddenFields(
  context: SandboxContext,
  user: Profile,
  posts: readonly PostRow[],
  fields: Set<string>,
) {
  return posts
    .filter((post) => !isPrivateAllowed(context, user, post))
    .flatMap((post) =>
      privateFields
        .filter((field) => fields.has(field))
        .map((field) => ({
          resource_id: post.id,
          field,
          resource_type: "tweet",
          title: "Field Authorization Error",
          detail: `Sorry, you are not authorized to access '${field}' on the Tweet [${post.id}].`,
          type: "https://api.twitter.com/2/problems/not-authorized-for-field",
        })),
    );
}

function getTweet(call: Call) {
  return asUser(call, readGate("lookup-one"), (user) => {
    const fields = readFields(call);
    if (typeof fields === "string") return invalidRequest(fields);
    const id = call.params.id ?? "";
    const post = findPost(call.context, "x", id);
    return post
      ? json(200, { data: viewFor(call.context, user, post, fields) })
      : json(200, { errors: [{ ...missingResource(id), parameter: "id" }] });
  });
}

function deleteTweet(call: Call) {
  const gate: Gate = {
    bucket: "delete",
    limit: 50,
    scopes: ["tweet.read", "tweet.write", "users.read"],
    fault: "publish",
  };
  return asUser(call, gate, (user) => {
    const id = call.params.id ?? "";
    const post = findPost(call.context, "x", id);
    if (post && post.account_id !== user.id)
      return forbidden("You are not allowed to delete this.");
    if (post) {
      const now = call.context.now().getTime();
      run(call.context.db, "update posts set deleted_at = ? where id = ?", now, post.id);
      announce(call.context, user, "post.delete", post.id, { id: post.id, author_id: user.id });
    }
    return json(200, { data: { deleted: post !== null } });
  });
}

function listTimeline(call: Call) {
  return asUser(call, readGate("timeline"), (user) => {
    const author = findProfile(call.context.db, call.params.id ?? "");
    if (author?.platform !== "x") return notFound(`user with id [${call.params.id}]`);
    const fields = readFields(call);
    if (typeof fields === "string") return invalidRequest(fields);
    const range = readRange(call.url.searchParams);
    if (typeof range === "string") return invalidRequest(range);
    const rows = listRows<PostRow>(
      call.context.db,
      `select * from posts where account_id = ? and deleted_at is null and created_at >= ?
       and created_at < ? order by created_at desc, id desc limit ? offset ?`,
      author.id,
      range.from,
      range.to,
      range.size + 1,
      range.offset,
    );
    const shown = rows.slice(0, range.size);
    const next = rows.length > range.size ? `o${range.offset + range.size}` : undefined;
    const data = shown.map((post) => viewFor(call.context, user, post, fields));
    const ends = { newest_id: shown[0]?.id, oldest_id: shown.at(-1)?.id, next_token: next };
    const meta = { result_count: shown.length, ...ends };
    return json(200, { ...(data.length > 0 ? { data } : {}), meta });
  });
}

function readRange(query: URLSearchParams) {
  const time = (name: string, otherwise: number) => {
    const given = query.get(name);
    if (given === null) return otherwise;
    return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(given) ? Date.parse(given) : Number.NaN;
  };
  const from = time("start_time", 0);
  const to = time("end_time", Number.MAX_SAFE_INTEGER);
  const size = Number(query.get("max_results") ?? 10);
  const offset = Number((query.get("pagination_token") ?? "o0").slice(1));
  if (Number.isNaN(from) || Number.isNaN(to)) return "`start_time` must be RFC 3339 in UTC.";
  if (!Number.isInteger(size) || size < 5 || size > 100) return "`max_results` must be 5 to 100.";
  // X keeps whole seconds, so a start within the second of the post still finds it.
  return Number.isInteger(offset)
    ? { from: Math.floor(from / 1000) * 1000, to, size, offset }
    : "`pagination_token` is not valid.";
}
