import { z } from "zod";
import type { JsonValue } from "../json-value";
import { subscribeBusinessAccount } from "../meta/subscribe";
import { type MetaChange, toEventId, toInstant, toMetaWebhook } from "../meta/webhook";
import type { MessageEvent, NormalizedEvent, WebhookSpec } from "../webhook-spec";
import { toRefusal } from "./errors";
import { readMessageKey } from "./to-whatsapp";

/** What became of messages, and what people wrote back. Other changes are told under their field's name. */
export const whatsappWebhook: WebhookSpec = {
  ...toMetaWebhook("whatsapp_business_account", toEvents),
  subscribe: subscribeBusinessAccount,
};

const Seconds = z.coerce.number().positive();
const Status = z.object({
  id: z.string().min(1),
  status: z.string().min(1),
  timestamp: Seconds.optional().catch(undefined),
  biz_opaque_callback_data: z.string().optional().catch(undefined),
  errors: z.unknown().optional(),
});
const Inbound = z.object({
  id: z.string().min(1),
  from: z.string().min(1),
  type: z.string().catch("unknown"),
  timestamp: Seconds.optional().catch(undefined),
  text: z.object({ body: z.string() }).optional().catch(undefined),
  button: z
    .object({ text: z.string().catch("") })
    .optional()
    .catch(undefined),
  interactive: z.record(z.string(), z.unknown()).optional().catch(undefined),
  reaction: z
    .object({ message_id: z.string().catch(""), emoji: z.string().catch("") })
    .optional()
    .catch(undefined),
  context: z
    .object({ id: z.string().optional().catch(undefined) })
    .optional()
    .catch(undefined),
});
const Value = z.object({
  metadata: z.object({ phone_number_id: z.string() }),
  statuses: z.array(z.unknown()).catch([]),
  messages: z.array(z.unknown()).catch([]),
});
const Choice = z.object({ title: z.string() });

function toEvents(change: MetaChange): NormalizedEvent[] {
  const value = change.field === "messages" ? Value.safeParse(change.value).data : undefined;
  if (!value) return [toOther(change)];
  const numberId = value.metadata.phone_number_id;
  return [
    ...value.statuses.flatMap((item) => toStatus(item, numberId)),
    ...value.messages.flatMap((item) => toInbound(item, numberId)),
  ];
}

/** Told of the whole business account, not of one number. */
function toOther(change: MetaChange): NormalizedEvent {
  return {
    externalEventId: toEventId(change),
    kind: change.field,
    externalPostId: null,
    externalAccountId: change.accountId || null,
    at: null,
    payload: change.value,
  };
}

const RANKED = ["sent", "delivered", "read", "failed"] as const;

function toStatus(item: unknown, numberId: string): NormalizedEvent[] {
  const told = Status.safeParse(item).data;
  if (!told) return [];
  // Somebody listened to a voice message: they have surely read it.
  const name = told.status === "played" ? "read" : told.status;
  const status = RANKED.find((each) => each === name);
  const refusal = status === "failed" ? toRefusal(told.errors) : null;
  const message: MessageEvent | null = status
    ? {
        kind: "status",
        messageId: told.id,
        ...readMessageKey(told.biz_opaque_callback_data),
        status,
        refusal,
      }
    : null;
  return [
    {
      externalEventId: `${told.id}:${told.status}`,
      kind: `message.${told.status}`,
      externalPostId: told.id,
      externalAccountId: numberId,
      at: toInstant(told.timestamp),
      payload: { status: told.status, code: refusal?.code ?? null },
      ...(message ? { message } : {}),
    },
  ];
}

type Inbound = z.infer<typeof Inbound>;

function toInbound(item: unknown, numberId: string): NormalizedEvent[] {
  const told = Inbound.safeParse(item).data;
  if (!told) return [];
  const { action, text } = toAction(told);
  const aboutMessageId = told.reaction?.message_id || told.context?.id || null;
  const from = `+${told.from.replace(/\D/g, "")}`;
  const payload: JsonValue = { type: told.type, text };
  return [
    {
      externalEventId: told.id,
      kind: `message.${action === "text" ? "reply" : action}`,
      externalPostId: aboutMessageId,
      externalAccountId: numberId,
      at: toInstant(told.timestamp),
      payload,
      message: { kind: "inbound", from, action, text, aboutMessageId },
    },
  ];
}

type Action = Extract<MessageEvent, { kind: "inbound" }>["action"];

function toAction(told: Inbound): { action: Action; text: string | null } {
  switch (told.type) {
    case "text":
      return { action: "text", text: told.text?.body ?? null };
    case "button":
      return { action: "button", text: told.button?.text ?? null };
    case "interactive": {
      const { button_reply: button, list_reply: list } = told.interactive ?? {};
      return { action: "button", text: Choice.safeParse(button ?? list).data?.title ?? null };
    }
    case "reaction":
      // A reaction that was taken back comes without a sign.
      return { action: told.reaction?.emoji ? "reaction" : "other", text: null };
    default:
      return { action: "other", text: null };
  }
}
