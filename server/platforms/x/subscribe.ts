import { z } from "zod";
import type { CallContext } from "../adapter";
import type { EgressResponse } from "../http";
import { isPassing, notSubscribed } from "../not-subscribed";
import type { SubscribeParams, SubscribeResult } from "../webhook-spec";

const Hook = z.object({
  id: z.string(),
  url: z.string().catch(""),
  valid: z.boolean().catch(true),
});
const Hooks = z.object({ data: z.array(Hook) });
const NewHook = z.object({ data: Hook });

interface Event {
  type: string;
  /** Only the person's own access may ask for it. */
  isPrivate: boolean;
}

const EVENTS: readonly Event[] = [
  { type: "like.create", isPrivate: true },
  { type: "post.reply.create", isPrivate: false },
  { type: "post.repost.create", isPrivate: false },
  { type: "post.delete", isPrivate: false },
];

type Method = "GET" | "POST" | "PUT";
type Ask = (method: Method, path: string, body?: object) => Promise<EgressResponse>;

/**
 * One webhook for the app, which only its own access may register, and for each account the events we
 * want to hear of. Without some of them the others are still worth having.
 */
export async function subscribeToX(
  context: CallContext,
  params: SubscribeParams,
): Promise<SubscribeResult> {
  const { appToken, accessToken } = params;
  if (!appToken) return notSubscribed("The app's bearer token is not set on this server.");
  const app = asWhom(context, appToken);
  const person = accessToken ? [asWhom(context, accessToken)] : [];
  const hook = await findHook(app, params.callbackUrl);
  if (!hook.ok) return hook.result;
  const missed: { type: string; status: number | undefined }[] = [];
  for (const { type, isPrivate } of EVENTS) {
    const filter = { user_id: params.externalAccountId };
    const body = { event_type: type, filter, webhook_id: hook.id };
    const answer = await subscribe(isPrivate ? person : [app, ...person], body);
    if (!answer || !isThere(answer)) missed.push({ type, status: answer?.status });
  }
  const passing = missed.find(({ status }) => status !== undefined && isPassing(status));
  const worst = passing ?? (missed.length === EVENTS.length ? missed[0] : undefined);
  if (!worst) return { ok: true, until: null };
  return notSubscribed(`X answered ${worst.status ?? "nothing"} to ${worst.type}.`, worst.status);
}

function asWhom({ endpoints, http }: CallContext, token: string): Ask {
  return (method, path, body) =>
    http.request(`${endpoints.api}${path}`, {
      method,
      trust: "operator",
      headers: {
        authorization: `Bearer ${token}`,
        ...(body ? { "content-type": "application/json" } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
}

type FoundHook = { ok: true; id: string } | { ok: false; result: SubscribeResult };

async function findHook(app: Ask, url: string): Promise<FoundHook> {
  const listed = await app("GET", "/webhooks");
  const known = Hooks.safeParse(listed.json()).data?.data.find((hook) => hook.url === url);
  if (known) {
    // After a proof that failed X sends nothing, until it is asked to look again.
    const proved = known.valid ? null : await app("PUT", `/webhooks/${known.id}`);
    return proved && proved.status >= 300 ? noHook(proved) : { ok: true, id: known.id };
  }
  if (listed.status >= 300) return noHook(listed);
  const made = await app("POST", "/webhooks", { url });
  const id = NewHook.safeParse(made.json()).data?.data.id;
  return id ? { ok: true, id } : noHook(made);
}

const noHook = ({ status }: EgressResponse): FoundHook => ({
  ok: false,
  result: notSubscribed(`X answered ${status} to the webhook.`, status),
});

/** Whom X does not let ask, the next one may be. */
async function subscribe(askers: readonly Ask[], body: object): Promise<EgressResponse | null> {
  let answer: EgressResponse | null = null;
  for (const ask of askers) {
    answer = await ask("POST", "/activity/subscriptions", body);
    if (isThere(answer) || ![401, 403].includes(answer.status)) break;
  }
  return answer;
}

const isThere = (answer: EgressResponse) => answer.status < 300 || /duplicate/i.test(answer.text());
