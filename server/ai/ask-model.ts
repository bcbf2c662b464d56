import type OpenAI from "openai";
import type { z } from "zod";
import type { ModelEndpoint } from "@/server/ai/endpoint";
import { explainFailure, WritingError } from "@/server/ai/failure";
import type { ChatMessage } from "@/server/ai/variant-prompt";

export interface ModelAnswer {
  content: string;
  finish: string | null;
  promptTokens: number;
  completionTokens: number;
}

interface Question {
  messages: ChatMessage[];
  response_format: OpenAI.ResponseFormatJSONSchema;
}

/** One request. @throws WritingError when the model cannot be reached or refuses. */
export async function askModel(
  client: OpenAI,
  endpoint: ModelEndpoint,
  question: Question,
  timeoutMs: number,
): Promise<ModelAnswer> {
  const completion = await client.chat.completions
    .create(
      { model: endpoint.model, ...question },
      // The limit holds for all tries of one request together.
      { signal: AbortSignal.timeout(timeoutMs) },
    )
    .catch((error: unknown) => {
      throw new WritingError(explainFailure(error, endpoint, timeoutMs), { cause: error });
    });
  // A server that is not what it claims to be answers 200 with anything.
  const choice = Array.isArray(completion?.choices) ? completion.choices[0] : undefined;
  if (!choice?.message) {
    throw new WritingError(explainFailure(null, endpoint, timeoutMs));
  }
  if (choice.message.refusal) {
    throw new WritingError(
      `The model declined to write this: “${choice.message.refusal.slice(0, 200)}” Change the brief and try again.`,
    );
  }
  return {
    content: toText(choice.message.content),
    finish: choice.finish_reason,
    promptTokens: toCount(completion.usage?.prompt_tokens),
    completionTokens: toCount(completion.usage?.completion_tokens),
  };
}

const toText = (content: unknown): string => (typeof content === "string" ? content : "");

const toCount = (value: number | undefined) =>
  Number.isFinite(value) ? Math.max(0, Math.round(value ?? 0)) : 0;

type ReadAnswer<T> = { ok: true; value: T } | { ok: false; problem: string };

/** The JSON of an answer, bare or fenced; what is wrong with it is said in words for the model. */
export function readJson<T>(
  schema: z.ZodType<T>,
  { content, finish }: Pick<ModelAnswer, "content" | "finish">,
): ReadAnswer<T> {
  const fail = (problem: string) => ({ ok: false as const, problem });
  if (finish === "length") return fail("The answer was cut off before its end. Write shorter.");
  const json = content.match(/```(?:json)?\s*([\s\S]*?)```/)?.[1] ?? content;
  let value: unknown;
  try {
    value = JSON.parse(json, (_key, part: unknown) =>
      // Postgres takes neither NUL nor half a surrogate pair.
      typeof part === "string" ? part.replaceAll("\0", "").toWellFormed() : part,
    );
  } catch {
    return fail("The answer was not valid JSON.");
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return { ok: true, value: parsed.data };
  const where = parsed.error.issues
    .slice(0, 3)
    .map((issue) => `${issue.path.join(".") || "answer"}: ${issue.message}`);
  return fail(`The answer did not have the asked form (${where.join("; ")}).`);
}
