import OpenAI from "openai";
import type { ModelEndpoint } from "@/server/ai/endpoint";
import type { Ctx } from "@/server/context";
import type { EgressClient, EgressRequest } from "@/server/platforms/http";

const maxRetries = 2;
const maxAnswerBytes = 2_000_000;

/** The SDK on the product's one way out. It retries 408, 429 and 5xx with jitter and honours Retry-After. */
export function createClient(
  runtime: Pick<Ctx["runtime"], "env" | "egress">,
  endpoint: ModelEndpoint,
  options: { timeoutMs?: number; maxRetries?: number } = {},
): OpenAI {
  const timeout = options.timeoutMs ?? runtime.env.AI_TIMEOUT_MS;
  return new OpenAI({
    baseURL: endpoint.baseUrl,
    // Local servers want no key, but the SDK wants one.
    apiKey: endpoint.apiKey ?? "none",
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    timeout,
    maxRetries: options.maxRetries ?? maxRetries,
    logLevel: "off",
    fetch: throughEgress(runtime.egress, timeout),
  });
}

function throughEgress(egress: EgressClient, timeoutMs: number): typeof globalThis.fetch {
  return async (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    const sent = egress.request(url, {
      method: toMethod(init?.method),
      headers: Object.fromEntries(new Headers(init?.headers)),
      ...(typeof init?.body === "string" ? { body: init.body } : {}),
      timeoutMs,
      maxBytes: maxAnswerBytes,
      trust: "operator",
    });
    const answer = await untilAborted(sent, init?.signal ?? null);
    const body = answer.status === 204 ? null : new Uint8Array(answer.bytes);
    return new Response(body, { status: answer.status, headers: answer.headers });
  };
}

/** The egress client has its own time limit; this one is the SDK's, for all tries together. */
function untilAborted<T>(work: Promise<T>, signal: AbortSignal | null): Promise<T> {
  if (!signal) return work;
  return new Promise<T>((resolve, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    signal.addEventListener("abort", stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", stop));
  });
}

function toMethod(method: string | undefined): NonNullable<EgressRequest["method"]> {
  return method?.toUpperCase() === "POST" ? "POST" : "GET";
}
