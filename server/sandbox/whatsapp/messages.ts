import type { Call, SandboxContext } from "../context";
import { recordPublish } from "../ledger";
import type { Edge } from "../meta/nodes";
import { type Params, pickFields, refuseUnknown } from "../meta/params";
import { findObject, putObject } from "../objects";
import type { Profile } from "../profiles";
import { json } from "../respond";
import { sha256Hex } from "../seeded";
import { inTransaction, nextNumber } from "../store";
import { asNumber } from "./access";
import { toNumberView } from "./business";
import { type Happening, planFate } from "./fate";
import { missing, whatsappError } from "./problems";
import { type ReadMessage, readMessage } from "./read-message";

const scope = "whatsapp_business_messaging";
const pairWaitMs = 6_000;
const heldForMs = 45_000;

const known = [
  "messaging_product",
  "recipient_type",
  "to",
  "type",
  "text",
  "template",
  "image",
  "video",
  "document",
  "biz_opaque_callback_data",
];

export interface StoredMessage {
  to: string;
  key: string | null;
  /** What will come of it, in the order of time. */
  happenings: readonly Happening[];
  /** Nothing is told of it before. */
  heldUntil: number;
}

const ofNumber = { platform: "whatsapp", type: "account" } as const;

const sendMessage: Edge = {
  ...ofNumber,
  method: "POST",
  name: "messages",
  handle: ({ call, params, node: { account } }) =>
    asNumber(call, params, { number: account, scope, fault: "publish" }, () => {
      const stray = refuseUnknown(params, known);
      if (stray) return stray;
      const message = readMessage(call.context, account, params);
      return message instanceof Response ? message : accept(call.context, account, message);
    }),
};

/** The message, its ledger entry and the wait between two to the same person stand or fall together. */
function accept(context: SandboxContext, number: Profile, message: ReadMessage): Response {
  const now = context.now().getTime();
  const { to, key, template } = message;
  const pair = { platform: "whatsapp", kind: "pair", id: `${number.id}:${to}` };
  if (findObject(context, pair)) {
    return whatsappError(131_056, "(Business Account, Consumer Account) pair rate limit hit");
  }
  const id = toMessageId(context, to);
  const isHeld = template?.isPaced === true;
  const heldUntil = now + (isHeld ? heldForMs : 0);
  const happenings = planFate(context, number, message, { id, at: heldUntil });
  const detail: StoredMessage = { to, key, happenings, heldUntil };
  inTransaction(context.db, () => {
    putObject(context, { ...pair, expiresAt: now + pairWaitMs });
    putObject(context, {
      ...{ platform: "whatsapp", kind: "message", id, accountId: number.id, detail },
      ...{ state: "open", readyAt: happenings[0]?.at ?? null },
    });
    recordPublish(context, {
      platform: "whatsapp",
      accountId: number.id,
      externalId: id,
      kind: message.type,
      contentHash: sha256Hex(`${to}\n${message.text}`),
      evidence: { to, key, template: template?.name ?? null },
    });
  });
  return json(200, {
    messaging_product: "whatsapp",
    contacts: [{ input: to, wa_id: to }],
    messages: [{ id, message_status: isHeld ? "held_for_quality_assessment" : "accepted" }],
  });
}

export function toMessageId(context: SandboxContext, person: string): string {
  const serial = String(nextNumber(context.db)).padStart(8, "0");
  return `wamid.${Buffer.from(`sandbox/${person}/${serial}`).toString("base64")}`;
}

const history: Edge = {
  ...ofNumber,
  method: "GET",
  name: "message_history",
  handle: ({ call, params, node: { account } }) =>
    asNumber(call, params, { number: account, scope, fault: "read" }, () =>
      tellHistory(call, params, account),
    ),
};

function tellHistory({ context }: Call, params: Params, number: Profile): Response {
  const stray = refuseUnknown(params, ["message_id", "limit", "after"]);
  if (stray) return stray;
  const id = params.values.get("message_id") ?? "";
  if (id === "") return missing("message_id");
  const message = findObject<StoredMessage>(context, {
    platform: "whatsapp",
    kind: "message",
    id,
  });
  if (message?.accountId !== number.id) return json(200, { data: [] });
  const now = context.now().getTime();
  const { heldUntil, happenings } = message.detail;
  const states = [
    ...(heldUntil > message.createdAt ? ["HELD_FOR_QUALITY_ASSESSMENT"] : []),
    ...(heldUntil <= now ? ["ACCEPTED"] : []),
    ...happenings.flatMap(({ at, status }) => (status && at <= now ? [status.toUpperCase()] : [])),
  ];
  const events = { data: states.map((state, at) => ({ id: `${at}`, delivery_status: state })) };
  return json(200, { data: [{ id: `history-${id}`, message_id: id, events }] });
}

const getNumber: Edge = {
  ...ofNumber,
  method: "GET",
  name: "",
  handle: ({ call, params, node: { account } }) =>
    asNumber(call, params, { number: account, scope, fault: "read" }, () => {
      const picked = pickFields(params, toNumberView(account), ["id", "display_phone_number"]);
      return picked instanceof Response ? picked : json(200, picked);
    }),
};

export const messageEdges: readonly Edge[] = [sendMessage, history, getNumber];
