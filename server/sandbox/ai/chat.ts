import { z } from "zod";
import type { Call, Route } from "../context";
import { json, readJson } from "../respond";
import { sha256Hex } from "../seeded";
import { findBrief } from "./brief";
import { sampleOf } from "./schema-sample";
import { writeVariants } from "./write-variants";

const model = "sample-writer";

const Message = z.looseObject({
  role: z.string(),
  content: z
    .union([z.string(), z.array(z.looseObject({ type: z.string(), text: z.string().optional() }))])
    .nullish(),
});

const ChatRequest = z.looseObject({
  model: z.string(),
  messages: z.array(Message).min(1),
  stream: z.boolean().nullish(),
  response_format: z
    .looseObject({
      type: z.enum(["text", "json_object", "json_schema"]),
      json_schema: z.looseObject({ schema: z.unknown() }).optional(),
    })
    .nullish(),
});
type ChatRequest = z.infer<typeof ChatRequest>;

export const createWriterRoutes: Route[] = [
  { method: "GET", path: "ai/v1/models", handle: listModels },
  { method: "GET", path: "ai/v1/models/{id}", handle: getModel },
  { method: "POST", path: "ai/v1/chat/completions", handle: complete },
];

const modelView = { id: model, object: "model", created: 1_735_689_600, owned_by: "sandbox" };

function listModels(): Response {
  return json(200, { object: "list", data: [modelView] });
}

function getModel(call: Call): Response {
  return call.params.id === model
    ? json(200, modelView)
    : refuse(404, `The model '${call.params.id}' does not exist`, "model", "model_not_found");
}

function refuse(
  status: number,
  message: string,
  param: string | null,
  code: string | null,
): Response {
  return json(status, { error: { message, type: "invalid_request_error", param, code } });
}

async function complete(call: Call): Promise<Response> {
  const body = ChatRequest.safeParse(await readJson(call.request));
  if (!body.success) {
    const [issue] = body.error.issues;
    return refuse(400, `Invalid request: ${issue?.message}`, issue?.path.join(".") ?? null, null);
  }
  const request = body.data;
  if (request.stream) {
    return refuse(400, "The sample writer does not stream.", "stream", "unsupported_value");
  }
  const content = answer(request);
  const asked = request.messages.map(readText).join("\n");
  const usage = { prompt_tokens: tokens(asked), completion_tokens: tokens(content) };
  return json(200, {
    id: `chatcmpl-${sha256Hex(asked + content).slice(0, 24)}`,
    object: "chat.completion",
    created: Math.floor(call.context.now().getTime() / 1000),
    model,
    choices: [
      {
        index: 0,
        message: { role: "assistant", content, refusal: null },
        logprobs: null,
        finish_reason: "stop",
      },
    ],
    usage: { ...usage, total_tokens: usage.prompt_tokens + usage.completion_tokens },
    system_fingerprint: "fp_sample",
  });
}

function readText(message: z.infer<typeof Message>): string {
  if (typeof message.content === "string") return message.content;
  return (message.content ?? []).map((part) => part.text ?? "").join("\n");
}

function answer(request: ChatRequest): string {
  const last = request.messages.findLast((message) => message.role === "user");
  const brief = last ? findBrief(readText(last)) : null;
  if (brief) return JSON.stringify({ variants: writeVariants(brief) });
  const format = request.response_format;
  if (format?.type === "json_schema") return JSON.stringify(sampleOf(format.json_schema?.schema));
  if (format?.type === "json_object") return "{}";
  return "This is the sample writer. It writes from a brief and answers nothing else.";
}

/** Four characters a token: near enough for a budget that is shown. */
function tokens(text: string): number {
  return Math.max(1, Math.ceil(text.length / 4));
}
