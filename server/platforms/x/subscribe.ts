import { z } from "zod";
import type { CallContext } from "../adapter";
import type { SubscribeParams, SubscribeResult } from "../subscribers";

const Hooks = z.object({ data: z.array(z.object({ id: z.string(), url: z.string() })) });
const Hook = z.object({ data: z.object({ id: z.string() }) });

const EVENTS = ["like.create", "post.reply.create", "post.repost.create", "post.delete"] as const;

/** One webhook for the app, and for each account the events we want to hear of. */
export async function subscribeToX(
  context: CallContext,
  params: SubscribeParams,
): Promise<SubscribeResult> {
  if (!params.appToken) {
    return {
      ok: false,
      reason: "There is no app-only access; register the webhook in X's portal.",
    };
  }
  const call = (method: "GET" | "POST", path: string, body?: object) =>
    context.http.request(`${context.endpoints.api}${path}`, {
      method,
      trust: "operator",
      headers: {
        authorization: `Bearer ${params.appToken}`,
        ...(body ? { "content-type": "application/json" } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
  const known = Hooks.safeParse((await call("GET", "/webhooks")).json()).data?.data ?? [];
  let hookId = known.find((hook) => hook.url === params.callbackUrl)?.id;
  if (!hookId) {
    const made = await call("POST", "/webhooks", { url: params.callbackUrl });
    hookId = Hook.safeParse(made.json()).data?.data.id;
    if (!hookId) return { ok: false, reason: `X answered ${made.status} to the webhook.` };
  }
  for (const eventType of EVENTS) {
    const answer = await call("POST", "/activity/subscriptions", {
      event_type: eventType,
      filter: { user_id: params.externalAccountId },
      webhook_id: hookId,
    });
    const isThere = answer.status < 300 || /duplicate/i.test(answer.text());
    if (!isThere) return { ok: false, reason: `X answered ${answer.status} to ${eventType}.` };
  }
  return { ok: true, until: null };
}
