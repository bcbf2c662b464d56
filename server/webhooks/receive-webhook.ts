import { Platform } from "@/lib/platforms/platform";
import { uuidv7 } from "@/server/db/uuid";
import { AppError, isAppError } from "@/server/errors";
import { readBytes } from "@/server/http/body";
import { clientKeyOf } from "@/server/http/client-address";
import { toProblemResponse } from "@/server/http/problem";
import { assertAttemptsLeft, limitAttempts } from "@/server/http/rate-limit";
import { getAdapter } from "@/server/platforms/registry";
import type { WebhookReply, WebhookSpec } from "@/server/platforms/webhook-spec";
import type { Runtime } from "@/server/runtime";
import { countWebhooks, type Source } from "@/server/webhooks/count-webhooks";
import { type Delivery, keepDelivery } from "@/server/webhooks/keep-delivery";
import { listHandshakeSecrets, listWebhookSecrets } from "@/server/webhooks/list-webhook-secrets";
import { hasOwnAddress, isSandboxCall } from "@/server/webhooks/webhook-url";

const maxBytes = 1024 * 1024;
// Short, since platforms behind a proxy that is not declared share its address with everybody.
const failures = { max: 10, windowMs: 60_000 };

type Headers = Readonly<Record<string, string | undefined>>;

/**
 * A call from a platform: its proof of ownership (GET), or events (POST) that count as hints only.
 * `accountId`: the address was that of one account, where each has one of its own.
 */
export async function receiveWebhook(
  runtime: Runtime,
  name: string,
  request: Request,
  accountId: string | null = null,
): Promise<Response> {
  const requestId = uuidv7();
  const log = runtime.log.child({ requestId, webhook: name });
  try {
    const platform = Platform.safeParse(name).data;
    const webhook = platform ? getAdapter(platform).webhook : undefined;
    if (!platform || !webhook) throw new AppError("not_found", "No platform calls this address.");
    if (hasOwnAddress(platform) !== (accountId !== null)) throw wrongAddress(platform);
    const sandbox = isSandboxCall(new URL(request.url));
    if (request.method === "GET") {
      const secrets = listHandshakeSecrets(runtime, platform, sandbox);
      return answerHandshake(webhook, request, secrets);
    }
    return await receiveEvents(runtime, { platform, sandbox, webhook, accountId }, request);
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
  accountId: string | null;
}

/** Costs a stranger no more than a look at the headers, and ten tries a minute. */
async function receiveEvents(
  runtime: Runtime,
  receiver: Receiver,
  request: Request,
): Promise<Response> {
  const key = `webhook:${clientKeyOf(request)}`;
  await assertAttemptsLeft(runtime, key, failures);
  try {
    const delivery = await openDelivery(runtime, receiver, request);
    await keepDelivery(runtime, delivery);
    return new Response(null, { status: 200 });
  } catch (error) {
    if (!isAppError(error)) throw error;
    await limitAttempts(runtime, key, failures);
    const now = runtime.clock.now();
    await countWebhooks(runtime.database.db, receiver, { refused: 1 }, now);
    throw error;
  }
}

async function openDelivery(
  runtime: Runtime,
  { platform, sandbox, webhook, accountId }: Receiver,
  request: Request,
): Promise<Delivery> {
  const headers: Headers = Object.fromEntries(request.headers);
  if (!webhook.signatureHeaders.every((name) => headers[name])) throw unsigned();
  const secrets = await listWebhookSecrets(runtime, { platform, sandbox, accountId });
  if (secrets.length === 0) throw unsigned();
  const raw = await readBytes(request, maxBytes);
  const now = runtime.clock.now();
  if (!secrets.some((secret) => webhook.verify(raw, headers, secret, now))) throw unsigned();
  if (!isWritten(raw, webhook.format)) {
    throw new AppError("bad_request", `The body is no ${webhook.format.toUpperCase()} document.`);
  }
  return { platform, sandbox, accountId, raw };
}

function isWritten(raw: Uint8Array, format: WebhookSpec["format"]): boolean {
  const text = new TextDecoder().decode(raw);
  if (format === "xml") return text.trimStart().startsWith("<");
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null;
  } catch {
    return false;
  }
}

const unsigned = () =>
  new AppError(
    "unauthenticated",
    "The signature does not match the body, or is too old. Check that the signing secret is the same on both sides and that the body is sent unchanged.",
  );

const wrongAddress = (platform: Platform) =>
  new AppError(
    "not_found",
    hasOwnAddress(platform)
      ? "Each site calls an address of its own. It stands under Settings, Platforms."
      : "This address ends with the platform's name.",
  );
