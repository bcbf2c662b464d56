import { Platform } from "@/lib/platforms/catalog";
import { uuidv7 } from "@/server/db/uuid";
import { AppError } from "@/server/errors";
import { readBytes } from "@/server/http/body";
import { toProblemResponse } from "@/server/http/problem";
import type { WebhookSpec } from "@/server/platforms/adapter";
import { getAdapter } from "@/server/platforms/registry";
import type { Runtime } from "@/server/runtime";
import { listWebhookSecrets, type WebhookSecret } from "@/server/webhooks/list-webhook-secrets";
import { storeDelivery } from "@/server/webhooks/store-delivery";
import { isSandboxCall } from "@/server/webhooks/webhook-url";

const maxBytes = 1024 * 1024;

type Headers = Readonly<Record<string, string | undefined>>;

/** A call from a platform: its proof of ownership (GET), or events (POST) that count as hints only. */
export async function receiveWebhook(
  runtime: Runtime,
  name: string,
  request: Request,
): Promise<Response> {
  const requestId = uuidv7();
  const log = runtime.log.child({ requestId, webhook: name });
  try {
    const platform = Platform.safeParse(name).data;
    const webhook = platform ? getAdapter(platform).webhook : undefined;
    if (!platform || !webhook) throw new AppError("not_found", "No platform calls this address.");
    const sandbox = isSandboxCall(new URL(request.url));
    const secrets = await listWebhookSecrets(runtime, platform, sandbox);
    if (request.method === "GET") return answerHandshake(webhook, request, secrets);
    return await receiveEvents(runtime, { platform, sandbox, webhook, secrets }, request);
  } catch (error) {
    return toProblemResponse(error, requestId, log);
  }
}

function answerHandshake(
  webhook: WebhookSpec,
  request: Request,
  secrets: WebhookSecret[],
): Response {
  const url = new URL(request.url);
  // We let subscriptions lapse and never end one, so whoever asks to end one is not us.
  if (url.searchParams.get("hub.mode") === "unsubscribe") return new Response("", { status: 404 });
  const call = { method: "GET", url, headers: Object.fromEntries(request.headers) };
  const reply = secrets[0] ? webhook.handshake(call, secrets[0].secret) : null;
  if (!reply) {
    throw new AppError(
      "bad_request",
      "This is the address for webhooks. There is nothing to see with a browser.",
    );
  }
  return new Response(reply.body, { status: reply.status, headers: reply.headers });
}

interface Receiver {
  platform: Platform;
  sandbox: boolean;
  webhook: WebhookSpec;
  secrets: WebhookSecret[];
}

async function receiveEvents(
  runtime: Runtime,
  { platform, sandbox, webhook, secrets }: Receiver,
  request: Request,
): Promise<Response> {
  const raw = await readBytes(request, maxBytes);
  const headers: Headers = Object.fromEntries(request.headers);
  const now = runtime.clock.now();
  const signer = secrets.find(({ secret }) => webhook.verify(raw, headers, secret, now));
  if (!signer) return refuse(headers);
  await storeDelivery(runtime, {
    platform,
    sandbox,
    accountId: signer.accountId,
    raw,
    events: webhook.parse(raw),
  });
  return new Response(null, { status: 200 });
}

/** WebSub wants a 2xx even for a wrong signature: the sender must not learn whether it was right. */
function refuse(headers: Headers): Response {
  if (headers["x-hub-signature"] !== undefined) return new Response(null, { status: 202 });
  throw new AppError(
    "unauthenticated",
    "The signature does not match the body. Check that the signing secret is the same on both sides and that the body is sent unchanged.",
  );
}
