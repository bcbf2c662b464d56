import type { Call, Route, SandboxContext } from "../context";
import type { Profile } from "../profiles";
import { findRow } from "../store";
import { asCreator, type Gate } from "./access";
import { answer, refuse, scopeMissing } from "./answers";
import { readFields } from "./read-body";

const dayMs = 86_400_000;
const postsPerDay = 15;

const basicFields = ["open_id", "union_id", "avatar_url", "avatar_large_url", "display_name"];
const profileFields = ["username", "bio_description", "profile_deep_link", "is_verified"];
const statsFields = ["follower_count", "following_count", "likes_count", "video_count"];

/** The one private account among them can't post to everybody. */
const isPrivate = (creator: Profile) => creator.username === "marlowcycles";

export function listAudiences(creator: Profile): string[] {
  return isPrivate(creator)
    ? ["FOLLOWER_OF_CREATOR", "MUTUAL_FOLLOW_FRIENDS", "SELF_ONLY"]
    : ["PUBLIC_TO_EVERYONE", "MUTUAL_FOLLOW_FRIENDS", "SELF_ONLY"];
}

export const isDuetOff = isPrivate;

export function hasPostedEnough(context: SandboxContext, creator: Profile): boolean {
  const row = findRow<{ used: number }>(
    context.db,
    `select count(*) as used from posts where platform = 'tiktok' and account_id = ?
     and media_kind != 'draft' and created_at > ?`,
    creator.id,
    context.now().getTime() - dayMs,
  );
  return (row?.used ?? 0) >= postsPerDay;
}

const infoGate: Gate = {
  scopes: ["video.publish"],
  limit: { name: "creator_info", perMinute: 20 },
  fault: "read",
};

function showCreator(call: Call) {
  return asCreator(call, infoGate, ({ creator }) => {
    const { context } = call;
    if (hasPostedEnough(context, creator)) {
      // Told under HTTP 200, as it is for real.
      return refuse(context, 200, "spam_risk_too_many_posts", "The daily post cap is reached.");
    }
    return answer(context, {
      creator_avatar_url: `${context.baseUrl}/avatars/${creator.id}.svg`,
      creator_username: creator.username,
      creator_nickname: creator.name,
      privacy_level_options: listAudiences(creator),
      comment_disabled: false,
      duet_disabled: isDuetOff(creator),
      stitch_disabled: isDuetOff(creator),
      max_video_post_duration_sec: 600,
    });
  });
}

const userGate: Gate = {
  scopes: ["user.info.basic"],
  limit: { name: "user_info", perMinute: 600 },
  fault: "read",
};

function showUser(call: Call) {
  return asCreator(call, userGate, ({ creator, scopes }) => {
    const { context } = call;
    const fields = readFields(call, [...basicFields, ...profileFields, ...statsFields]);
    if (fields instanceof Response) return fields;
    const asks = (some: string[]) => fields.some((field) => some.includes(field));
    if (asks(profileFields) && !scopes.includes("user.info.profile")) return scopeMissing(context);
    if (asks(statsFields) && !scopes.includes("user.info.stats")) return scopeMissing(context);
    const avatar = `${context.baseUrl}/avatars/${creator.id}.svg`;
    const user: Record<string, unknown> = {
      open_id: creator.id,
      union_id: `union-${creator.id}`,
      avatar_url: avatar,
      avatar_large_url: avatar,
      display_name: creator.name,
      username: creator.username,
      bio_description: creator.about,
      profile_deep_link: `${context.baseUrl}/tiktok/@${creator.username}`,
      is_verified: false,
      follower_count: creator.followers,
      following_count: 12,
      likes_count: creator.followers * 7,
      video_count: 0,
    };
    return answer(context, {
      user: Object.fromEntries(fields.map((field) => [field, user[field]])),
    });
  });
}

export const tiktokCreatorRoutes: Route[] = [
  { method: "POST", path: "tiktok/v2/post/publish/creator_info/query/", handle: showCreator },
  { method: "GET", path: "tiktok/v2/user/info/", handle: showUser },
];
