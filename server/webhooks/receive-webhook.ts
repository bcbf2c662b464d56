import { Platform } from "@/lib/platforms/platform";
import { uuidv7 } from "@/server/db/uuid";
import { AppError } from "@/server/errors";
import { readBytes } from "@/server/http/body";
import { toProblemResponse } from "@/server/http/problem";
import { getAdapter } from "@/server/platforms/registry";
import type { WebhookReply, WebhookSpec } from "@/server/platforms/webhook-spec";
import type { Runtime } from "@/server/runtime";
import { countWebhooks, type Source } from "@/server/webhooks/count-webhooks";
import { keepDelivery } from "@/server/webhooks/keep-delivery";
import { listHandshakeSecrets, listWebhookSecrets } from "@/server/webhooks/list-webhook-secrets";
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
    if (request.method === "GET") {
      const secrets = listHandshakeSecrets(runtime, platform, sandbox);
      return answerHandshake(webhook, request, secrets);
    }
    return await receiveEvents(runtime, { platform, sandbox, webhook }, request);
  } catch (error) {
    return toProblemResponse(error, requestId, log);
  }
}

function answerHandshake(
  webhook: WebhookSpec,
  request: Request,
  secrets: readonly string[],
): Response {
  const url = new URL(request.url);
  // We let subscriptions lapse and never end one, so whoever asks to end one is not us.
  if (url.searchParams.get("hub.mode") === "unsubscribe") return new Response("", { status: 404 });
  const call = { method: "GET", url, headers: Object.fromEntries(request.headers) };
  // The first that makes an answer: of several keys only one may have been typed in there.
  const reply = firstReply(secrets, (secret) => webhook.handshake(call, secret));
  if (!reply) {
    throw new AppError(
      "bad_request",
      "This is the address for webhooks. There is nothing to see with a browser.",
    );
  }
  return new Response(reply.body, { status: reply.status, headers: reply.headers });
}

function firstReply(
  secrets: readonly string[],
  ask: (secret: string) => WebhookReply | null,
): WebhookReply | null {
  for (const secret of secrets) {
    const reply = ask(secret);
    if (reply) return reply;
  }
  return null;
}

interface Receiver extends Source {
  webhook: WebhookSpec;
}

async function receiveEvents(
  runtime: Runtime,
  { platform, sandbox, webhook }: Receiver,
  request: Request,
): Promise<Response> {
  const raw = await readBytes(request, maxBytes);
  const headers: Headers = Object.fromEntries(request.headers);
  const now = runtime.clock.now();
  const secrets = await listWebhookSecrets(runtime, platform, sandbox);
  const signer = secrets.find(({ secret }) => webhook.verify(raw, headers, secret, now));
  if (!signer) {
    await countWebhooks(runtime.database.db, { platform, sandbox }, { refused: 1 }, now);
    throw new AppError(
      "unauthenticated",
      "The signature does not match the body, or is too old. Check that the signing secret is the same on both sides and that the body is sent unchanged.",
    );
  }
  await keepDelivery(runtime, { platform, sandbox, accountId: signer.accountId, raw });
  return new Response(null, { status: 200 });
}
