import type OpenAI from "openai";
import { createClient } from "@/server/ai/client";
import { findEndpoint, type ModelEndpoint, NO_MODEL } from "@/server/ai/endpoint";
import { explainFailure, WritingError } from "@/server/ai/failure";
import {
  buildMessages,
  PROMPT_VERSION,
  responseFormat,
  VariantAnswer,
  type VariantRequest,
  type WrittenVariant,
} from "@/server/ai/variant-prompt";
import type { Ctx } from "@/server/context";

export interface WrittenSet {
  /** Null: the answer was not what was asked for, and `problem` says how. */
  variants: WrittenVariant[] | null;
  problem: string | null;
  promptTokens: number;
  completionTokens: number;
}

export interface Writer {
  source: "model" | "sample";
  model: string;
  promptVersion: string;
  /** One request. @throws WritingError when the model cannot be reached or refuses. */
  ask(request: VariantRequest): Promise<WrittenSet>;
}

/** @throws WritingError when no model is connected. */
export function createWriter(runtime: Pick<Ctx["runtime"], "env" | "egress">): Writer {
  const endpoint = findEndpoint(runtime.env);
  if (!endpoint) throw new WritingError(NO_MODEL);
  const client = createClient(runtime, endpoint);
  return {
    source: endpoint.mode,
    model: endpoint.model,
    promptVersion: PROMPT_VERSION,
    ask: (request) => ask(client, endpoint, request, runtime.env.AI_TIMEOUT_MS),
  };
}

async function ask(
  client: OpenAI,
  endpoint: ModelEndpoint,
  request: VariantRequest,
  timeoutMs: number,
): Promise<WrittenSet> {
  const completion = await client.chat.completions
    .create(
      {
        model: endpoint.model,
        messages: buildMessages(request),
        response_format: responseFormat,
      },
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
    ...readAnswer(choice.message.content ?? "", choice.finish_reason),
    promptTokens: toCount(completion.usage?.prompt_tokens),
    completionTokens: toCount(completion.usage?.completion_tokens),
  };
}

const toCount = (value: number | undefined) =>
  Number.isFinite(value) ? Math.max(0, Math.round(value ?? 0)) : 0;

function readAnswer(
  content: string,
  finish: string | null,
): Pick<WrittenSet, "variants" | "problem"> {
  const fail = (problem: string) => ({ variants: null, problem });
  if (finish === "length") return fail("The answer was cut off before its end. Write shorter.");
  const json = content.match(/```(?:json)?\s*([\s\S]*?)```/)?.[1] ?? content;
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return fail("The answer was not valid JSON.");
  }
  const parsed = VariantAnswer.safeParse(value);
  if (parsed.success) return { variants: parsed.data.variants, problem: null };
  const where = parsed.error.issues
    .slice(0, 3)
    .map((issue) => `${issue.path.join(".") || "answer"}: ${issue.message}`);
  return fail(`The answer did not have the asked form (${where.join("; ")}).`);
}
