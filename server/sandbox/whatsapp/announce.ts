import { createHmac } from "node:crypto";
import type { SandboxContext } from "../context";
import { queueDelivery } from "../deliveries";
import { changeObject, findObject, putObject, type SandboxObject } from "../objects";
import { findProfile, type Profile } from "../profiles";
import { getApp } from "../registered";
import { sha256Hex } from "../seeded";
import { listRows } from "../store";
import { farewellKey, type Happening, windowKey } from "./fate";
import { type StoredMessage, toMessageId } from "./messages";

const dayMs = 86_400_000;
const perPump = 100;

const titles: Record<number, string> = {
  131026: "Message undeliverable",
  131047: "Re-engagement message",
  131050: "User has stopped receiving marketing messages",
};

/** Tells what has happened to messages since the last look. */
export function announceHappenings(context: SandboxContext): void {
  const now = context.now().getTime();
  const due = listRows<{ id: string }>(
    context.db,
    `select id from objects where platform = 'whatsapp' and kind = 'message' and state = 'open'
     and ready_at <= ? order by ready_at limit ?`,
    now,
    perPump,
  );
  for (const { id } of due) {
    const key = { platform: "whatsapp", kind: "message", id };
    const message = findObject<StoredMessage>(context, key);
    const number = message?.accountId ? findProfile(context.db, message.accountId) : null;
    if (message && number) tell(context, number, message, now);
  }
}

function tell(
  context: SandboxContext,
  number: Profile,
  message: SandboxObject<StoredMessage>,
  now: number,
): void {
  const { happenings } = message.detail;
  const told = happenings.filter(({ at }) => at <= now && at >= (message.readyAt ?? 0));
  for (const happening of told) deliver(context, number, message, happening);
  const next = happenings.find(({ at }) => at > now);
  const key = { platform: "whatsapp", kind: "message", id: message.id };
  changeObject(context, key, next ? { readyAt: next.at } : { state: "done" });
}

function deliver(
  context: SandboxContext,
  number: Profile,
  message: SandboxObject<StoredMessage>,
  happening: Happening,
): void {
  const value = happening.status
    ? { statuses: [toStatus(message, happening)] }
    : { contacts: [toContact(message)], messages: [toInbound(context, message, happening)] };
  if (happening.answer) hear(context, number, message.detail.to, happening);
  announce(context, number, value, `${message.id}/${happening.at}/${happening.status ?? "in"}`);
}

function toStatus({ id, detail }: SandboxObject<StoredMessage>, happening: Happening) {
  const { at, status, code } = happening;
  const title = titles[code ?? 0] ?? "Message failed";
  return {
    id,
    status,
    timestamp: String(Math.floor(at / 1000)),
    recipient_id: detail.to,
    ...(detail.key === null ? {} : { biz_opaque_callback_data: detail.key }),
    ...(code === undefined
      ? { pricing: { billable: true, pricing_model: "PMP", category: "marketing" } }
      : { errors: [{ code, title, message: title, error_data: { details: title } }] }),
  };
}

const toContact = ({ detail }: SandboxObject<StoredMessage>) => ({
  profile: { name: "A made-up person" },
  wa_id: detail.to,
});

function toInbound(
  context: SandboxContext,
  { id, detail }: SandboxObject<StoredMessage>,
  { at, answer }: Happening,
) {
  const type = answer?.type ?? "text";
  const text = answer?.text ?? "";
  return {
    from: detail.to,
    id: toMessageId(context, detail.to),
    timestamp: String(Math.floor(at / 1000)),
    type,
    ...(type === "reaction" ? {} : { context: { id } }),
    ...(type === "text" ? { text: { body: text } } : {}),
    ...(type === "button" ? { button: { payload: text, text } } : {}),
    ...(type === "reaction" ? { reaction: { message_id: id, emoji: text } } : {}),
  };
}

/** Who writes opens the window for a day; who says stop gets no more marketing. */
function hear(
  context: SandboxContext,
  number: Profile,
  person: string,
  { at, answer }: Happening,
): void {
  const accountId = number.id;
  putObject(context, { ...windowKey(number, person), accountId, expiresAt: at + dayMs });
  if (answer && /^stop\b/i.test(answer.text)) {
    putObject(context, { ...farewellKey(number, person), accountId });
  }
}

/** Signed with the app's secret, for business accounts that are subscribed. */
function announce(
  context: SandboxContext,
  number: Profile,
  told: Record<string, unknown>,
  id: string,
): void {
  const url = context.webhookUrls.whatsapp;
  const key = { platform: "whatsapp", kind: "subscription", id: number.id };
  const subscription = findObject<string>(context, key);
  if (!url || !subscription) return;
  const metadata = { display_phone_number: number.username, phone_number_id: number.id };
  const value = { messaging_product: "whatsapp", metadata, ...told };
  const changes = [{ field: "messages", value }];
  const entry = [{ id: subscription.detail, changes }];
  const body = JSON.stringify({ object: "whatsapp_business_account", entry });
  const { webhookSecret } = getApp(context, "whatsapp");
  const mac = createHmac("sha256", webhookSecret).update(body).digest("hex");
  queueDelivery(context, {
    id: sha256Hex(`whatsapp/${url}/${id}`),
    url,
    headers: { "content-type": "application/json", "x-hub-signature-256": `sha256=${mac}` },
    body,
  });
}
