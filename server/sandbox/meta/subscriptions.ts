import { createHmac } from "node:crypto";
import type { Call, Route, SandboxContext } from "../context";
import { queueDelivery } from "../deliveries";
import { findObject, putObject } from "../objects";
import { countsOf, type PostRow } from "../posts";
import type { Profile } from "../profiles";
import { getApp } from "../registered";
import { json } from "../respond";
import { sha256Hex } from "../seeded";
import { findRow, listRows, run } from "../store";
import { asAccount, readToken } from "./access";
import { badParameter, endedToken } from "./graph-error";
import type { Edge, MetaPlatform } from "./nodes";
import { withParams } from "./oauth";
import { type Params, refuseUnknown } from "./params";
import { app, findLinked, findPageAccess } from "./tokens";

const pageFields = ["feed", "mention", "messages", "ratings"];
const noticedForMs = 14 * 86_400_000;
const perPump = 25;

interface Subscription {
  fields: string[];
}

/** A page is subscribed by its own token; its Instagram account comes with it. */
function subscribe(call: Call, params: Params, account: Profile) {
  const scopes = ["pages_manage_metadata"];
  const gate = { account, platform: "facebook" as const, scopes, fault: "read" as const };
  return asAccount(call, params, gate, () => {
    const stray = refuseUnknown(params, ["subscribed_fields"]);
    if (stray) return stray;
    const fields = (params.values.get("subscribed_fields") ?? "").split(",").filter(Boolean);
    const unknown = fields.find((field) => !pageFields.includes(field));
    if (fields.length === 0 || unknown) {
      return badParameter(`Param subscribed_fields must be one of {${pageFields.join(", ")}}`);
    }
    const { context } = call;
    for (const each of [account, findLinked(context, account)]) {
      if (!each) continue;
      const key = { platform: app, kind: "subscription", id: each.id };
      putObject(context, { ...key, accountId: each.id, detail: { fields } });
    }
    return json(200, { success: true });
  });
}

export const subscribedApps: Edge = {
  method: "POST",
  platform: "facebook",
  type: "account",
  name: "subscribed_apps",
  handle: ({ call, params, node }) => subscribe(call, params, node.account),
};

/** To a page's token "me" is the page. */
export const subscriptionRoutes: Route[] = [
  {
    method: "POST",
    path: "facebook/{version}/me/subscribed_apps",
    handle: withParams((call, params) => {
      const access = findPageAccess(call.context, readToken(call, params) ?? "");
      return access ? subscribe(call, params, access.page) : endedToken();
    }),
  },
];

/** Queues one delivery to the address that the app's settings hold, signed with the app's secret. */
export function announce(
  context: SandboxContext,
  platform: MetaPlatform,
  accountId: string,
  change: { field: string; value: Record<string, unknown> },
): void {
  const url = context.webhookUrls[platform];
  const key = { platform: app, kind: "subscription", id: accountId };
  const subscription = findObject<Subscription>(context, key);
  const isWanted = platform === "instagram" || subscription?.detail.fields.includes(change.field);
  if (!url || !subscription || !isWanted) return;
  const body = JSON.stringify({
    object: platform === "facebook" ? "page" : "instagram",
    entry: [{ id: accountId, time: Math.floor(context.now().getTime() / 1000), changes: [change] }],
  });
  queueDelivery(context, {
    id: sha256Hex(JSON.stringify([url, accountId, change])),
    url,
    headers: { "content-type": "application/json", "x-hub-signature-256": sign(context, body) },
    body,
  });
}

function sign(context: SandboxContext, body: string): string {
  const { webhookSecret } = getApp(context, app);
  return `sha256=${createHmac("sha256", webhookSecret).update(body).digest("hex")}`;
}

/** What the audience did since the last look. Hints only: the insights have the counts. */
export function announceReactions(
  context: SandboxContext,
  platform: MetaPlatform,
  metrics: readonly ("likes" | "comments" | "shares")[],
  toChange: (
    post: PostRow,
    metric: "likes" | "comments" | "shares",
    number: number,
  ) => { field: string; value: Record<string, unknown> },
): void {
  if (!context.webhookUrls[platform]) return;
  const posts = listRows<PostRow>(
    context.db,
    `select * from posts where platform = ?1 and deleted_at is null and published_at > ?2
     and account_id in (select id from objects where platform = ?3 and kind = 'subscription')
     order by published_at desc limit 200`,
    platform,
    context.now().getTime() - noticedForMs,
    app,
  );
  for (const post of posts) {
    const counts = countsOf(context, post);
    for (const metric of metrics) {
      const { from, to } = takeNew(context, post, metric, counts[metric]);
      for (let number = from + 1; number <= to; number += 1) {
        announce(context, platform, post.account_id, toChange(post, metric, number));
      }
    }
  }
}

function takeNew(context: SandboxContext, post: PostRow, metric: string, count: number) {
  const row = findRow<{ count: number }>(
    context.db,
    "select count from emitted where post_id = ? and metric = ?",
    post.id,
    metric,
  );
  const from = row?.count ?? 0;
  const to = Math.max(from, Math.min(count, from + perPump));
  run(
    context.db,
    `insert into emitted (post_id, metric, count) values (?1, ?2, ?3)
     on conflict (post_id, metric) do update set count = ?3`,
    post.id,
    metric,
    to,
  );
  return { from, to };
}
