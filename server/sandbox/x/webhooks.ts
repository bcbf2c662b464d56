import { randomBytes, randomUUID } from "node:crypto";
import { z } from "zod";
import type { Call, Route, SandboxContext } from "../context";
import { askReceiver, isDeliverable } from "../deliveries";
import { findLiveToken, isSameSecret, readBearer } from "../grants";
import { findProfile } from "../profiles";
import { json, readJson } from "../respond";
import { findRow, listRows, run } from "../store";
import { asApp, isAppToken } from "./access";
import { nextSnowflake } from "./ids";
import { forbidden, invalidRequest, missingScope, notFound, unauthorized } from "./problems";
import { schemaMessages } from "./schema-messages";
import { sign } from "./subscriptions";

interface HookRow {
  id: string;
  url: string;
  valid: number;
  created_at: number;
}

interface SubscriptionRow {
  id: string;
  webhook_id: string;
  event_type: string;
  user_id: string;
  tag: string | null;
  created_at: number;
}

export const xWebhookRoutes: Route[] = [
  { method: "POST", path: "x/2/webhooks", handle: register },
  { method: "GET", path: "x/2/webhooks", handle: listHooks },
  { method: "PUT", path: "x/2/webhooks/{id}", handle: revalidate },
  { method: "DELETE", path: "x/2/webhooks/{id}", handle: removeHook },
  { method: "POST", path: "x/2/activity/subscriptions", handle: subscribe },
  { method: "GET", path: "x/2/activity/subscriptions", handle: listSubscriptions },
  { method: "DELETE", path: "x/2/activity/subscriptions/{id}", handle: unsubscribe },
];

function viewHook(row: HookRow) {
  return {
    id: row.id,
    url: row.url,
    valid: row.valid === 1,
    created_at: new Date(row.created_at).toISOString(),
  };
}

const Register = z.strictObject({ url: z.string().max(200) });

function register(call: Call) {
  return asApp(call, async () => {
    const { context } = call;
    const body = Register.safeParse(await readJson(call.request));
    if (!body.success) return invalidRequest(...schemaMessages(body.error));
    const { url } = body.data;
    if (!isDeliverable(context, url)) {
      return invalidRequest(
        "$.url: must be https without a port (plain http only on this machine).",
      );
    }
    if (findRow(context.db, "select 1 from hooks where url = ?", url)) {
      return invalidRequest("DuplicateUrlFailed: this URL is registered already.");
    }
    if (!(await passesCrc(context, url))) {
      return invalidRequest("CrcValidationFailed: the URL did not answer the challenge correctly.");
    }
    const hook = { id: nextSnowflake(context), url, valid: 1, created_at: context.now().getTime() };
    run(
      context.db,
      "insert into hooks (id, url, valid, created_at) values (?, ?, 1, ?)",
      hook.id,
      hook.url,
      hook.created_at,
    );
    return json(200, { data: viewHook(hook) });
  });
}

const CrcAnswer = z.object({ response_token: z.string() });

/** The receiver proves that it holds the consumer secret. */
async function passesCrc(context: SandboxContext, url: string): Promise<boolean> {
  const token = randomBytes(24).toString("base64url");
  const target = new URL(url);
  target.searchParams.set("crc_token", token);
  const body = await askReceiver(context, target);
  if (body === null) return false;
  try {
    const answer = CrcAnswer.safeParse(JSON.parse(body));
    return answer.success && isSameSecret(answer.data.response_token, sign(context, token));
  } catch {
    return false;
  }
}

function listHooks(call: Call) {
  return asApp(call, () => {
    const rows = listRows<HookRow>(call.context.db, "select * from hooks order by created_at");
    return json(200, { data: rows.map(viewHook), meta: { result_count: rows.length } });
  });
}

function revalidate(call: Call) {
  return asApp(call, async () => {
    const { db } = call.context;
    const row = findRow<HookRow>(db, "select * from hooks where id = ?", call.params.id ?? "");
    if (!row) return notFound(`webhook with id [${call.params.id}]`);
    const isValid = await passesCrc(call.context, row.url);
    run(db, "update hooks set valid = ? where id = ?", isValid ? 1 : 0, row.id);
    return isValid
      ? json(200, { data: { valid: true } })
      : invalidRequest("CrcValidationFailed: the URL did not answer the challenge correctly.");
  });
}

function removeHook(call: Call) {
  return asApp(call, () => {
    const id = call.params.id ?? "";
    if (run(call.context.db, "delete from hooks where id = ?", id) === 0) {
      return notFound(`webhook with id [${id}]`);
    }
    run(call.context.db, "delete from subscriptions where webhook_id = ?", id);
    return json(200, { data: { deleted: true } });
  });
}

const Subscribe = z.strictObject({
  event_type: z.enum([
    "post.create",
    "post.delete",
    "post.reply.create",
    "post.mention.create",
    "post.repost.create",
    "like.create",
    "oauth.revoke",
  ]),
  filter: z.strictObject({ user_id: z.string() }),
  tag: z.string().max(200).optional(),
  webhook_id: z.string(),
});
type Wanted = z.infer<typeof Subscribe>;

function viewSubscription(row: SubscriptionRow) {
  return {
    subscription_id: row.id,
    webhook_id: row.webhook_id,
    event_type: row.event_type,
    filter: { user_id: row.user_id },
    ...(row.tag ? { tag: row.tag } : {}),
    created_at: new Date(row.created_at).toISOString(),
  };
}

/** Events that only a person's own token with this scope may ask for. */
const privateEvents: Readonly<Record<string, string>> = {
  "like.create": "like.read",
  "post.mention.create": "tweet.read",
};

/** Why this token may not ask for this event of this user; null: it may. */
function refuseAsker({ context, request }: Call, { event_type: type, filter }: Wanted) {
  const authorized = findRow(
    context.db,
    "select 1 from tokens where account_id = ? and ended_at is null",
    filter.user_id,
  );
  if (!authorized) return forbidden("This user has not authorized your app.");
  const scope = privateEvents[type];
  const bearer = readBearer(request) ?? "";
  const token = findLiveToken(context, "x", "access", bearer);
  if (token) {
    if (token.account_id !== filter.user_id) return forbidden("The token is of another user.");
    const isAllowed = !scope || token.scope.split(" ").includes(scope);
    return isAllowed ? null : missingScope(scope);
  }
  if (!isAppToken(context, bearer)) return unauthorized();
  return scope ? forbidden(`${type} needs the user's own OAuth 2.0 token.`) : null;
}

async function subscribe(call: Call): Promise<Response> {
  const { db } = call.context;
  const bearer = readBearer(call.request) ?? "";
  const isKnown =
    isAppToken(call.context, bearer) || findLiveToken(call.context, "x", "access", bearer);
  if (!isKnown) return unauthorized();
  const body = Subscribe.safeParse(await readJson(call.request));
  if (!body.success) return invalidRequest(...schemaMessages(body.error));
  const { event_type: type, filter, tag, webhook_id: hookId } = body.data;
  if (!findRow(db, "select 1 from hooks where id = ?", hookId)) {
    return notFound(`webhook with id [${hookId}]`);
  }
  if (findProfile(db, filter.user_id)?.platform !== "x") {
    return notFound(`user with id [${filter.user_id}]`);
  }
  const refusal = refuseAsker(call, body.data);
  if (refusal) return refusal;
  const same = findRow(
    db,
    "select 1 from subscriptions where webhook_id = ? and event_type = ? and user_id = ?",
    hookId,
    type,
    filter.user_id,
  );
  if (same) return invalidRequest("DuplicateSubscriptionFailed: this subscription exists already.");
  const row: SubscriptionRow = {
    id: randomUUID(),
    webhook_id: hookId,
    event_type: type,
    user_id: filter.user_id,
    tag: tag ?? null,
    created_at: call.context.now().getTime(),
  };
  run(
    db,
    `insert into subscriptions (id, webhook_id, event_type, user_id, tag, created_at)
     values (?, ?, ?, ?, ?, ?)`,
    row.id,
    row.webhook_id,
    row.event_type,
    row.user_id,
    row.tag,
    row.created_at,
  );
  return json(200, { data: { subscription: viewSubscription(row) } });
}

function listSubscriptions(call: Call) {
  return asApp(call, () => {
    const rows = listRows<SubscriptionRow>(
      call.context.db,
      "select * from subscriptions order by created_at",
    );
    return json(200, { data: rows.map(viewSubscription), meta: { result_count: rows.length } });
  });
}

function unsubscribe(call: Call) {
  return asApp(call, () => {
    const id = call.params.id ?? "";
    return run(call.context.db, "delete from subscriptions where id = ?", id) > 0
      ? json(200, { data: { deleted: true } })
      : notFound(`subscription with id [${id}]`);
  });
}
