import { z } from "zod";
import type { SandboxContext } from "../context";
import type { Params } from "../meta/params";
import type { Profile } from "../profiles";
import { findMedia } from "./media";
import { invalid, missing, whatsappError } from "./problems";
import { namesIn, type Template, templates } from "./templates";

/** What a person sees, and what the sandbox has to know of it. */
export interface ReadMessage {
  to: string;
  type: string;
  key: string | null;
  /** The words as they arrive. */
  text: string;
  mediaKind: string;
  template: Template | null;
}

const Parameter = z.record(z.string(), z.unknown());
const TemplateMessage = z.strictObject({
  name: z.string().min(1),
  language: z.strictObject({ code: z.string().min(1), policy: z.string().optional() }),
  components: z
    .array(
      z.strictObject({
        type: z.enum(["header", "body", "button"]),
        sub_type: z.string().optional(),
        index: z.string().optional(),
        parameters: z.array(Parameter),
      }),
    )
    .default([]),
});
type TemplateMessage = z.infer<typeof TemplateMessage>;

const TextMessage = z.strictObject({
  body: z.string().min(1).max(4096),
  preview_url: z.boolean().optional(),
});
const FileMessage = z.strictObject({
  id: z.string().min(1),
  caption: z.string().max(1024).optional(),
  filename: z.string().optional(),
});

/** Content, or the refusal that the messages edge answers at once. */
export function readMessage(
  context: SandboxContext,
  number: Profile,
  { values }: Params,
): ReadMessage | Response {
  if (values.get("messaging_product") !== "whatsapp") return missing("messaging_product");
  if ((values.get("recipient_type") ?? "individual") !== "individual") {
    return invalid("recipient_type must be individual");
  }
  const to = (values.get("to") ?? "").replace(/^\+/, "");
  if (to === "") return missing("to");
  if (!/^[1-9]\d{6,14}$/.test(to)) return invalid("to is no phone number");
  const type = values.get("type") ?? "text";
  const key = values.get("biz_opaque_callback_data") ?? null;
  if ((key?.length ?? 0) > 512) return invalid("biz_opaque_callback_data is too long");
  const content = readContent(context, number, type, toJson(values.get(type)));
  return content instanceof Response ? content : { to, type, key, ...content };
}

type Content = Pick<ReadMessage, "text" | "mediaKind" | "template">;

function readContent(
  context: SandboxContext,
  number: Profile,
  type: string,
  given: unknown,
): Content | Response {
  if (type === "template") return readTemplate(context, number, given);
  if (type === "text") {
    const text = TextMessage.safeParse(given).data;
    if (!text) return invalid("text must hold a body of at most 4096 characters");
    return { text: text.body, mediaKind: "none", template: null };
  }
  if (!["image", "video", "document"].includes(type)) {
    return whatsappError(131_051, "Unsupported message type", { details: type });
  }
  const file = FileMessage.safeParse(given).data;
  if (!file) return invalid(`${type} must hold an id and a caption of at most 1024 characters`);
  if (findMedia(context, number, file.id)?.kind !== type)
    return invalid(`${file.id} is no ${type}`);
  return { text: file.caption ?? "", mediaKind: type, template: null };
}

function readTemplate(
  context: SandboxContext,
  number: Profile,
  given: unknown,
): Content | Response {
  const asked = TemplateMessage.safeParse(given).data;
  if (!asked) return invalid("template must hold a name, a language and components");
  const template = templates.find(
    ({ name, language }) => name === asked.name && language === asked.language.code,
  );
  const isUsable = template && !["PENDING", "REJECTED"].includes(template.status);
  if (!isUsable) {
    return whatsappError(132_001, "Template name does not exist in the translation", {
      status: 404,
      details: `template name (${asked.name}) does not exist in ${asked.language.code}`,
    });
  }
  if (template.status === "PAUSED") return whatsappError(132_015, "Template is paused");
  if (template.status === "DISABLED") return whatsappError(132_016, "Template is disabled");
  const text = fill(template, asked);
  if (text instanceof Response) return text;
  if (!hasHeader(context, number, template, asked)) {
    return whatsappError(132_012, "Parameter format does not match format in the created template");
  }
  return { text, mediaKind: template.header?.toLowerCase() ?? "none", template };
}

/** The body with what was given for its variables, or the refusal. */
function fill({ body }: Template, asked: TemplateMessage): string | Response {
  const names = namesIn(body);
  const isNamed = names.some((name) => /^[a-z]/.test(name));
  const given = readVariables(asked);
  if (given.length !== names.length) {
    return whatsappError(132_000, "Number of parameters does not match the expected number", {
      details: `body: number of localizable_params (${given.length}) does not match the expected number of params (${names.length})`,
    });
  }
  // Names may come in any order, numbers only in theirs.
  const variables = new Map(given.map(({ name, text }, at) => [name ?? String(at + 1), text]));
  if (
    given.some(({ name }) => (name !== null) !== isNamed) ||
    names.some((name) => !variables.has(name))
  ) {
    return whatsappError(132_012, "Parameter format does not match format in the created template");
  }
  if ([...variables.values()].some((text) => text === "" || /[\n\t]| {5}/.test(text))) {
    return invalid("Param text cannot have new-line/tab characters or more than 4 spaces");
  }
  return body.replace(/\{\{(\w+)\}\}/g, (_, name) => variables.get(name) ?? "");
}

function readVariables({ components }: TemplateMessage): { name: string | null; text: string }[] {
  const parameters = components.find(({ type }) => type === "body")?.parameters ?? [];
  return parameters.map(({ type, text, parameter_name: name }) => ({
    name: typeof name === "string" ? name : null,
    text: type === "text" && typeof text === "string" ? text : "",
  }));
}

function hasHeader(
  context: SandboxContext,
  number: Profile,
  { header }: Template,
  { components }: TemplateMessage,
): boolean {
  const given = components.find(({ type }) => type === "header")?.parameters ?? [];
  if (!header) return given.length === 0;
  const kind = header.toLowerCase();
  const [file] = given;
  const media = FileMessage.safeParse(file?.[kind]).data;
  const isKnown = media !== undefined && findMedia(context, number, media.id)?.kind === kind;
  return given.length === 1 && file?.type === kind && isKnown;
}

function toJson(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
