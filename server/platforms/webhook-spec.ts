import type { CallContext } from "./adapter";
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
      /** Of that key; null where it is not told. */
      attempt: number | null;
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

export interface SubscribeParams {
  externalAccountId: string;
  /** Where the platform is to call us. */
  callbackUrl: string;
  /** What we ask the platform to sign with, where we may choose. */
  secret: string;
  /** The number of the app itself, where it is no secret and not its client ID. */
  appId: string | null;
  /** The app's own access, where subscriptions belong to the app; null when there is none. */
  appToken: string | null;
  /** The account's own access; null where it has ended or was not given by OAuth. */
  accessToken: string | null;
  /** What identify told of the account. */
  details: Readonly<Record<string, unknown>>;
}

export type SubscribeResult =
  /** `until`: when it runs out; null: not by itself. */
  | { ok: true; until: Date | null }
  /** `isPassing`: the same call may work before long. */
  | { ok: false; reason: string; isPassing: boolean };

export interface WebhookSpec {
  /** The proof asks for a word that a person typed at the platform, not for the signing secret. */
  hasVerifyToken?: true;
  /** Headers that every delivery carries: without them nothing of it is read. */
  signatureHeaders: readonly string[];
  /**
   * What a delivery is written in. The secret that signs it may also sign short words in a proof of
   * ownership, so that what is not this is no delivery, however well it is signed.
   */
  format: "json" | "xml";
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
  /**
   * Asks for the events of one account; safe to repeat. Absent where the app's settings at the platform
   * say it all. A call that got no answer throws what the network threw.
   */
  subscribe?(context: CallContext, params: SubscribeParams): Promise<SubscribeResult>;
}
