import { z } from "zod";
import type { Session } from "../adapter";
import type { EgressResponse } from "../http";
import type { JsonValue } from "../json-value";
import { type Caller, graphGet, graphPostJson, graphUpload, readPage } from "../meta/graph";
import type { UploadForm } from "../multipart";

const id = (value: string) => encodeURIComponent(value);

export const sendMessage = (session: Session, body: JsonValue) =>
  graphPostJson(session, `/${id(session.externalAccountId)}/messages`, body);

const Sent = z.object({
  messages: z.tuple([z.object({ id: z.string().min(1), message_status: z.string().optional() })]),
});

/** Null: accepted, but not said as what. */
export function readSent(response: EgressResponse): { id: string; isHeld: boolean } | null {
  const message = Sent.safeParse(response.json()).data?.messages[0];
  if (!message) return null;
  return { id: message.id, isHeld: !["accepted", undefined].includes(message.message_status) };
}

/** Kept for 30 days; only a message makes it seen. */
export const uploadMedia = (session: Session, form: UploadForm) =>
  graphUpload(session, `/${id(session.externalAccountId)}/media`, form);

export const getMedia = (session: Session, mediaId: string) =>
  graphGet(session, `/${id(mediaId)}`, { phone_number_id: session.externalAccountId });

export const getHistory = (session: Session, messageId: string) =>
  graphGet(session, `/${id(session.externalAccountId)}/message_history`, {
    message_id: messageId,
  });

const Event = z.object({ delivery_status: z.string() });
const History = z.object({
  events: z.object({ data: z.array(z.unknown()) }).catch({ data: [] }),
});

/** Every state that the message was in, in small letters. Null: not readable. */
export function readHistory(response: EgressResponse): string[] | null {
  const page = readPage(response);
  if (!page) return null;
  return page.items
    .flatMap((item) => History.safeParse(item).data?.events.data ?? [])
    .flatMap((event) => Event.safeParse(event).data?.delivery_status.toLowerCase() ?? []);
}

export const getTemplates = (caller: Caller, wabaId: string, after: string | null) =>
  graphGet(caller, `/${id(wabaId)}/message_templates`, {
    fields: "id,name,language,status,category,components",
    limit: "100",
    ...(after === null ? {} : { after }),
  });
