import { z } from "zod";
import type { CallContext } from "../adapter";
import type { EgressResponse } from "../http";
import { toSignatureHeader } from "../standard-webhooks";

const CONTRACT_VERSION = "1";
const TIMEOUT_MS = 20_000;

/** What is sealed for one site. */
export interface BlogSite {
  url: string;
  apiKey: string;
  apiKeyHeader: string;
  /** The newest first; the old one stays for a day after a change. */
  signingSecrets: string[];
  metricsUrl: string | null;
}

export const Credentials = z
  .object({
    url: z.string(),
    apiKey: z.string(),
    apiKeyHeader: z.string().default("X-API-Key"),
    signingSecret: z.string(),
    previousSigningSecret: z.string().optional(),
    metricsUrl: z.string().optional(),
  })
  .transform(
    (sealed): BlogSite => ({
      url: sealed.url,
      apiKey: sealed.apiKey,
      apiKeyHeader: sealed.apiKeyHeader,
      signingSecrets: [sealed.signingSecret, sealed.previousSigningSecret ?? ""].filter(Boolean),
      metricsUrl: sealed.metricsUrl || null,
    }),
  );

export interface BlogMessage {
  /** The same on every attempt. */
  webhookId: string;
  idempotencyKey?: string;
  /** Serialised once: the signature covers these very bytes. */
  body: string;
}

function keyHeader(site: BlogSite): Record<string, string> {
  return site.apiKeyHeader.toLowerCase() === "authorization"
    ? { authorization: `Bearer ${site.apiKey}` }
    : { [site.apiKeyHeader]: site.apiKey };
}

export function postMessage(
  context: CallContext,
  site: BlogSite,
  message: BlogMessage,
  breakSignature = false,
): Promise<EgressResponse> {
  // The site checks this against its own clock, which knows nothing of ours running faster.
  const timestampSeconds = Math.floor(Date.now() / 1000);
  const signature = toSignatureHeader(site.signingSecrets, {
    id: message.webhookId,
    timestampSeconds,
    body: breakSignature ? `${message.body} ` : message.body,
  });
  return context.http.request(site.url, {
    method: "POST",
    headers: {
      accept: "application/json",
      "content-type": "application/json",
      "x-contract-version": CONTRACT_VERSION,
      ...keyHeader(site),
      ...(message.idempotencyKey ? { "idempotency-key": message.idempotencyKey } : {}),
      "webhook-id": message.webhookId,
      "webhook-timestamp": String(timestampSeconds),
      "webhook-signature": signature,
    },
    body: message.body,
    timeoutMs: TIMEOUT_MS,
    trust: "typed",
  });
}

export function getFromSite(context: CallContext, site: BlogSite, url: string) {
  return context.http.request(url, {
    headers: { accept: "application/json", ...keyHeader(site) },
    timeoutMs: TIMEOUT_MS,
    trust: "typed",
  });
}

/** An address the site named, or null where it leaves the host: the API key goes along. */
export function toSameHost(site: BlogSite, url: string | null | undefined): string | null {
  if (!url || !URL.canParse(url, site.url)) return null;
  const target = new URL(url, site.url);
  return target.origin === new URL(site.url).origin ? target.href : null;
}

const text = z.string().nullish().catch(null);
const Answer = z.object({
  id: z.union([z.string(), z.number()]).nullish().catch(null),
  url: text,
  status: text,
  status_url: text,
  detail: text,
});
export type BlogAnswer = z.infer<typeof Answer>;

/** Null where the body is no JSON object. */
export function readAnswer(response: EgressResponse): BlogAnswer | null {
  return Answer.safeParse(response.json()).data ?? null;
}

const TestAnswer = z.object({
  site: z
    .object({
      id: z.union([z.string(), z.number()]).nullish().catch(null),
      name: text,
      url: text,
    })
    .nullish()
    .catch(null),
  metrics_url: text,
});
export const readTestAnswer = (response: EgressResponse) =>
  TestAnswer.safeParse(response.json()).data ?? null;

const count = z.number().nullish().catch(null);
const MetricItems = z.object({
  items: z.array(
    z.object({
      id: z.coerce.string(),
      views: count,
      likes: count,
      shares: count,
      comments: count,
      clicks: count,
      saves: count,
      conversions: count,
    }),
  ),
});
export const readMetrics = (response: EgressResponse) =>
  MetricItems.safeParse(response.json()).data?.items;
