import type { JsonValue } from "./json-value";

export interface WebhookRequest {
  method: string;
  url: URL;
  headers: Readonly<Record<string, string | undefined>>;
}

export interface WebhookReply {
  status: number;
  headers: Record<string, string>;
  body: string;
}

export interface NormalizedEvent {
  /** Stable across deliveries, for de-duplication. */
  externalEventId: string;
  kind: string;
  externalPostId: string | null;
  externalAccountId: string | null;
  at: Date | null;
  payload: JsonValue;
  /** Set where it is about a message to one person. */
  message?: MessageEvent;
}

/** What became of a message to one person, or what somebody wrote or did. Numbers are E.164. */
export type MessageEvent =
  | {
      kind: "status";
      messageId: string;
      /** The idempotency key that the message was sent with, where the platform gives it back. */
      key: string | null;
      status: "sent" | "delivered" | "read" | "failed";
      refusal: { code: string; message: string } | null;
    }
  | {
      kind: "inbound";
      from: string;
      action: "text" | "button" | "reaction" | "other";
      text: string | null;
      /** The message that it answers. */
      aboutMessageId: string | null;
    };

export interface WebhookSpec {
  /** The proof asks for a word that a person typed at the platform, not for the signing secret. */
  hasVerifyToken?: true;
  /** The reply to a platform's proof-of-ownership call, or null when this is none. */
  handshake(request: WebhookRequest, secret: string): WebhookReply | null;
  /** True only for a body signed with this secret, compared in constant time. */
  verify(
    rawBody: Uint8Array,
    headers: Readonly<Record<string, string | undefined>>,
    secret: string,
    now: Date,
  ): boolean;
  /** Empty when the body holds nothing of use. Call only after `verify`. */
  parse(rawBody: Uint8Array): NormalizedEvent[];
}
