import { isNumbered, toVariables, toVariableText, variablesOf } from "@/lib/domain/template-body";
import type { Draft, DraftMedia, IdempotencyKey } from "../adapter";
import type { JsonValue } from "../json-value";

export interface UploadedFile {
  id: string;
  media: DraftMedia;
}

export interface MessageFacts {
  /** E.164. */
  recipient: string;
  /** Given back with every status of the message. */
  key: Pick<IdempotencyKey, "key" | "attempt">;
  file: UploadedFile | null;
}

/** One message to one person, as the messages edge takes it. */
export function toMessage(draft: Draft, { recipient, key, file }: MessageFacts): JsonValue {
  return {
    messaging_product: "whatsapp",
    recipient_type: "individual",
    to: recipient.replace(/\D/g, ""),
    biz_opaque_callback_data: `${key.key}:${key.attempt}`,
    ...toContent(draft, file),
  };
}

/** The key and the try that a message was sent with, from what its statuses give back. */
export function readMessageKey(told: string | undefined) {
  const [, key = told ?? null, attempt] = /^(.+):(\d{1,6})$/.exec(told ?? "") ?? [];
  return { key, attempt: attempt === undefined ? null : Number(attempt) };
}

function toContent(draft: Draft, file: UploadedFile | null): { [name: string]: JsonValue } {
  if (draft.format === "template") return { type: "template", template: toTemplate(draft, file) };
  if (!file) return { type: "text", text: { body: draft.text, preview_url: true } };
  const caption: { [name: string]: JsonValue } = draft.text === "" ? {} : { caption: draft.text };
  return { type: file.media.kind, [file.media.kind]: { ...toFile(file), ...caption } };
}

function toFile({ id, media }: UploadedFile): { [name: string]: JsonValue } {
  return media.kind === "document" ? { id, filename: media.fileName } : { id };
}

function toTemplate({ options, text }: Draft, file: UploadedFile | null): JsonValue {
  const header: JsonValue[] = file
    ? [
        {
          type: "header",
          parameters: [{ type: file.media.kind, [file.media.kind]: toFile(file) }],
        },
      ]
    : [];
  const names = variablesOf(options.templateBody ?? "");
  const parameters = toVariables(options.variables ?? "").map((value, place) => ({
    type: "text",
    // A template has either numbers or names, and a name has to be told.
    ...(isNumbered(names) ? {} : { parameter_name: names[place] ?? "" }),
    text: toVariableText(value, text),
  }));
  const body: JsonValue[] = parameters.length > 0 ? [{ type: "body", parameters }] : [];
  return {
    name: options.template ?? "",
    language: { code: options.language ?? "" },
    ...(header.length + body.length > 0 ? { components: [...header, ...body] } : {}),
  };
}
