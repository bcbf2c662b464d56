import type OpenAI from "openai";
import { askModel, readJson } from "@/server/ai/ask-model";
import { createClient } from "@/server/ai/client";
import { findEndpoint, type ModelEndpoint, NO_MODEL } from "@/server/ai/endpoint";
import { WritingError } from "@/server/ai/failure";
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
  const question = { messages: buildMessages(request), response_format: responseFormat };
  const answer = await askModel(client, endpoint, question, timeoutMs);
  const { promptTokens, completionTokens } = answer;
  const read = readJson(VariantAnswer, answer);
  const written = read.ok
    ? { variants: read.value.variants, problem: null }
    : { variants: null, problem: read.problem };
  return { ...written, promptTokens, completionTokens };
}
