import type { Call, Route } from "../context";
import { json } from "../respond";
import { asUser } from "./access";
import { invalidRequest } from "./problems";

const known = new Set(
  (
    "created_at description entities id location most_recent_tweet_id name pinned_tweet_id " +
    "profile_image_url protected public_metrics url username verified verified_type"
  ).split(" "),
);

export const xUserRoutes: Route[] = [{ method: "GET", path: "x/2/users/me", handle: getMe }];

function getMe(call: Call) {
  const scopes = ["tweet.read", "users.read"];
  return asUser(call, { bucket: "me", limit: 75, scopes, fault: "read" }, (user) => {
    const fields = (call.url.searchParams.get("user.fields") ?? "").split(",").filter(Boolean);
    const unknown = fields.find((field) => !known.has(field));
    if (unknown) return invalidRequest(`The \`user.fields\` value [${unknown}] is not allowed.`);
    const extra: Record<string, unknown> = {
      description: user.about,
      profile_image_url: `${call.context.baseUrl}/avatars/${user.id}.png`,
      protected: false,
      verified: false,
      verified_type: "none",
      created_at: "2015-03-01T08:00:00.000Z",
      public_metrics: {
        followers_count: user.followers,
        following_count: 212,
        tweet_count: 1840,
        listed_count: 31,
      },
    };
    const chosen = Object.fromEntries(
      fields.filter((field) => field in extra).map((field) => [field, extra[field]]),
    );
    return json(200, {
      data: { id: user.id, name: user.name, username: user.username, ...chosen },
    });
  });
}
