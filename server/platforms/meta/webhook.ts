import { createHmac } from "node:crypto";
import { z } from "zod";
import type { JsonValue } from "../json-value";
import { parseJson } from "../parse-json";
import { isSameText } from "../webhook-signature";
import type { NormalizedEvent, WebhookSpec } from "../webhook-spec";

const Change = z.object({ field: z.string(), value: z.record(z.string(), z.json()).catch({}) });
const Delivery = z.object({
  object: z.string(),
  entry: z.array(
    z.object({
      id: z.string().catch(""),
      time: z.number().optional().catch(undefined),
      changes: z.array(Change).catch([]),
      // Some samples put one change straight into the entry.
      field: z.string().optional().catch(undefined),
      value: z.record(z.string(), z.json()).optional().catch(undefined),
    }),
  ),
});

export interface MetaChange {
  object: string;
  /** The page or account. */
  accountId: string;
  /** Seconds since 1970. */
  time: number | null;
  field: string;
  value: Readonly<Record<string, JsonValue>>;
}

/** The same handshake and signature for all of Meta; `toEvent` knows the fields of one platform. */
export function toMetaWebhook(
  object: string,
  toEvent: (change: MetaChange) => NormalizedEvent | NormalizedEvent[],
): WebhookSpec {
  return {
    hasVerifyToken: true,
    signatureHeaders: ["x-hub-signature-256"],
    format: "json",
    handshake(request, secret) {
      const query = request.url.searchParams;
      const challenge = query.get("hub.challenge");
      if (request.method !== "GET" || query.get("hub.mode") !== "subscribe" || !challenge) {
        return null;
      }
      if (!isSameText(query.get("hub.verify_token") ?? "", secret)) return null;
      return { status: 200, headers: { "content-type": "text/plain" }, body: challenge };
    },
    verify(rawBody, headers, secret) {
      const given = headers["x-hub-signature-256"];
      if (given === undefined) return false;
      const mac = createHmac("sha256", secret).update(rawBody).digest("hex");
      return isSameText(given, `sha256=${mac}`);
    },
    parse(rawBody) {
      const delivery = Delivery.safeParse(parseJson(new TextDecoder().decode(rawBody))).data;
      if (delivery?.object !== object) return [];
      return delivery.entry.flatMap((entry) => {
        const direct = entry.field ? [{ field: entry.field, value: entry.value ?? {} }] : [];
        return [...entry.changes, ...direct].flatMap(({ field, value }) =>
          toEvent({ object, accountId: entry.id, time: entry.time ?? null, field, value }),
        );
      });
    },
  };
}

/** Meta names no delivery: the same change has the same text, however often it is sent. */
export function toEventId(change: MetaChange): string {
  const facts = [change.object, change.accountId, change.field, toStable(change.value)];
  return createHmac("sha256", "event").update(facts.join("\n")).digest("hex").slice(0, 40);
}

function toStable(value: JsonValue): string {
  if (Array.isArray(value)) return `[${value.map(toStable).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const pairs = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${pairs.map(([name, item]) => `${JSON.stringify(name)}:${toStable(item)}`).join(",")}}`;
}

export function toText(value: JsonValue | undefined): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

/** Null where it is no time that a date can hold. */
export function toInstant(seconds: JsonValue | undefined): Date | null {
  if (typeof seconds !== "number" || !(seconds > 0)) return null;
  const at = new Date(seconds * 1000);
  return Number.isNaN(at.getTime()) ? null : at;
}
