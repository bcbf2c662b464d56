import type { Call, Route, SandboxContext } from "../context";
import { listProfiles, type Profile } from "../profiles";
import { json } from "../respond";
import { listBusinessViews } from "../whatsapp/business";
import { asPerson } from "./access";
import { missingScope } from "./graph-error";
import { withParams } from "./oauth";
import { type Params, pickFields, refuseUnknown, toPage } from "./params";
import { allowAccount, findLinked, hasRole, type Person, takePageToken } from "./tokens";

export const metaAccountRoutes: Route[] = [
  { method: "GET", path: "facebook/{version}/me", handle: withParams(sendMe) },
  { method: "GET", path: "facebook/{version}/me/accounts", handle: withParams(listPages) },
  { method: "GET", path: "facebook/{version}/me/businesses", handle: withParams(listBusinesses) },
];

function sendMe(call: Call, params: Params) {
  return asPerson(call, params, () => {
    const picked = pickFields(params, { id: "1001", name: "Ines Moreau" }, ["id", "name"]);
    return picked instanceof Response ? picked : json(200, picked);
  });
}

function listPages(call: Call, params: Params) {
  return asPerson(call, params, (person) => {
    const { context } = call;
    if (!person.scopes.includes("pages_show_list")) return missingScope(["pages_show_list"]);
    const stray = refuseUnknown(params, ["limit", "after"]);
    if (stray) return stray;
    const { grant_id: grantId } = person.token;
    const views: Record<string, unknown>[] = [];
    for (const page of listProfiles(context.db, "facebook")) {
      const linked = findLinked(context, page);
      const isOwn = hasRole(context, grantId, page.id);
      const isLinked = linked !== null && hasRole(context, grantId, linked.id);
      if (!isOwn && !isLinked) continue;
      const view = toPageView(call, person, page, { linked: isLinked ? linked : null, isOwn });
      const picked = pickFields(params, view, ["access_token", "name", "id", "tasks"]);
      if (picked instanceof Response) return picked;
      views.push(picked);
    }
    return json(200, toPage(call, params, views));
  });
}

/** A page that only its Instagram account was chosen of is listed, but nothing may be posted there. */
function toPageView(
  { context }: Call,
  person: Person,
  page: Profile,
  { linked, isOwn }: { linked: Profile | null; isOwn: boolean },
): Record<string, unknown> {
  const canLink = linked !== null && person.scopes.includes("instagram_basic");
  if (canLink) allowAccount(context, person, linked.id);
  return {
    id: page.id,
    name: page.name,
    username: page.username,
    access_token: takePageToken(context, person, page.id),
    tasks: isOwn ? ["ANALYZE", "CREATE_CONTENT", "MODERATE", "MANAGE"] : ["ANALYZE"],
    picture: { data: { url: toAvatarUrl(context, page) } },
    category: "Local business",
    instagram_business_account: canLink ? toInstagramView(context, linked) : undefined,
  };
}

export function toInstagramView(context: SandboxContext, account: Profile) {
  return {
    id: account.id,
    username: account.username,
    name: account.name,
    biography: account.about,
    followers_count: account.followers,
    profile_picture_url: toAvatarUrl(context, account),
  };
}

export const toAvatarUrl = (context: SandboxContext, profile: Profile) =>
  `${context.baseUrl}/avatars/${profile.id}.png`;

/** The made-up person keeps the pages outside of any business portfolio, and the numbers in one. */
function listBusinesses(call: Call, params: Params) {
  return asPerson(call, params, (person) =>
    person.scopes.includes("business_management")
      ? json(200, { data: listBusinessViews(call.context, person) })
      : missingScope(["business_management"]),
  );
}
