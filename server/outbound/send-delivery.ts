import { isAccepted, readRetryAfter } from "@/lib/domain/delivery-retry";
import type { ClaimedDelivery } from "@/server/outbound/claim-deliveries";
import { openSecrets } from "@/server/outbound/secrets";
import { toMessageId } from "@/server/outbound/to-message-id";
import { EgressError } from "@/server/platforms/http";
import { toSignatureHeader } from "@/server/platforms/standard-webhooks";
import type { Runtime } from "@/server/runtime";

const TIMEOUT_MS = 10_000;
const MAX_ANSWER_BYTES = 256 * 1024;
const KEPT_CHARS = 2048;

export interface SentAnswer {
  status: number | null;
  error: string | null;
  /** The start of what was answered. */
  answer: string | null;
  retryAfterMs: number | null;
  durationMs: number;
}

/** One signed POST. Whatever happens comes back as a value. */
export async function sendDelivery(
  runtime: Runtime,
  claimed: ClaimedDelivery,
): Promise<SentAnswer> {
  const startedAt = performance.now();
  const took = () => Math.round(performance.now() - startedAt);
  try {
    return { ...(await post(runtime, claimed)), durationMs: took() };
  } catch (error) {
    const known = error instanceof EgressError;
    if (!known) runtime.log.error({ err: error }, "a webhook could not be sent");
    return {
      ...{ status: null, answer: null, retryAfterMs: null, durationMs: took() },
      error: known ? toWords(error) : "Bandwagon could not send it. Its log says why.",
    };
  }
}

async function post(
  runtime: Runtime,
  { webhook, delivery }: ClaimedDelivery,
): Promise<Omit<SentAnswer, "durationMs">> {
  const now = runtime.clock.now();
  const secrets = openSecrets(runtime, webhook, now);
  const message = {
    id: toMessageId(delivery.id),
    timestampSeconds: Math.floor(now.getTime() / 1000),
    body: delivery.body,
  };
  const response = await runtime.egress.request(webhook.url, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "webhook-id": message.id,
      "webhook-timestamp": String(message.timestampSeconds),
      "webhook-signature": toSignatureHeader(secrets, message),
    },
    body: delivery.body,
    timeoutMs: TIMEOUT_MS,
    maxBytes: MAX_ANSWER_BYTES,
    redirect: "error",
    trust: "typed",
  });
  const { status } = response;
  return {
    status,
    error: isAccepted(status) ? null : `The receiver answered ${status}.`,
    answer: toKept(response.bytes, secrets),
    retryAfterMs: readRetryAfter(response.headers["retry-after"], now),
  };
}

function toWords(error: EgressError): string {
  if (error.code === "redirect")
    return "The address answered with a redirect, and redirects are not followed. Give the address it leads to.";
  return `${error.message}.`;
}

/** Some receivers send back what they were sent: a secret never reaches what is stored. */
function toKept(bytes: Uint8Array, secrets: readonly string[]): string | null {
  if (bytes.byteLength === 0) return null;
  // Postgres takes no NUL.
  const text = new TextDecoder().decode(bytes).replaceAll("\0", "");
  const blank = secrets
    .flatMap((secret) => [secret, secret.replace(/^whsec_/, "")])
    .reduce((rest, secret) => rest.replaceAll(secret, "[redacted]"), text);
  return blank.slice(0, KEPT_CHARS).toWellFormed();
}
