import { toLines } from "@/lib/domain/check-options";
import type { Draft, DraftMedia } from "../adapter";
import type { JsonValue } from "../json-value";

export interface UploadedFile {
  id: string;
  media: DraftMedia;
}

export interface MessageFacts {
  /** E.164. */
  recipient: string;
  /** Given back with every status of the message. */
  key: string;
  file: UploadedFile | null;
}

/** One message to one person, as the messages edge takes it. */
export function toMessage(draft: Draft, { recipient, key, file }: MessageFacts): JsonValue {
  return {
    messaging_product: "whatsapp",
    recipient_type: "individual",
    to: recipient.replace(/\D/g, ""),
    biz_opaque_callback_data: key,
    ...toContent(draft, file),
  };
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
  const parameters = toLines(options.variables ?? "").map((line) => ({
    type: "text",
    text: toVariable(line, text),
  }));
  const body: JsonValue[] = parameters.length > 0 ? [{ type: "body", parameters }] : [];
  return {
    name: options.template ?? "",
    language: { code: options.language ?? "" },
    ...(header.length + body.length > 0 ? { components: [...header, ...body] } : {}),
  };
}

/** A variable of a template may hold neither line breaks nor more than one space in a row. */
function toVariable(line: string, text: string): string {
  return line
    .replaceAll("{{text}}", () => text)
    .replace(/\s+/g, " ")
    .trim();
}
