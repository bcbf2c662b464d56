import { APIError } from "openai";
import type { AiTestView } from "@/lib/contracts/ai";
import { createClient } from "@/server/ai/client";
import { findEndpoint, NO_MODEL } from "@/server/ai/endpoint";
import { explainFailure } from "@/server/ai/failure";
import type { Ctx } from "@/server/context";

const testTimeoutMs = 20_000;

/** Lists the models, then asks for one word. Failures are values: the message says what to change. */
export async function testConnection(ctx: Ctx): Promise<AiTestView> {
  const { env } = ctx.runtime;
  const endpoint = findEndpoint(env);
  if (!endpoint) return { ok: false, message: NO_MODEL };
  const timeoutMs = Math.min(testTimeoutMs, env.AI_TIMEOUT_MS);
  const client = createClient(ctx.runtime, endpoint, { timeoutMs, maxRetries: 0 });
  const host = new URL(endpoint.baseUrl).host;
  try {
    const served = await listModels(client);
    if (served && served.length > 0 && !served.includes(endpoint.model)) {
      const some = served.slice(0, 5).join(", ");
      return {
        ok: false,
        message: `${host} doesn't serve the model “${endpoint.model}”. Set AI_MODEL to one it has, as ${some}.`,
      };
    }
    const completion = await client.chat.completions.create({
      model: endpoint.model,
      messages: [{ role: "user", content: 'Answer with the JSON {"ok":true} and nothing else.' }],
      response_format: { type: "json_object" },
    });
    const content = Array.isArray(completion?.choices)
      ? completion.choices[0]?.message?.content
      : null;
    if (typeof content !== "string" || content.trim() === "") {
      return { ok: false, message: explainFailure(null, endpoint, timeoutMs) };
    }
    return { ok: true, message: `${endpoint.model} at ${host} answers.` };
  } catch (error) {
    return { ok: false, message: explainFailure(error, endpoint, timeoutMs) };
  }
}

/** Null where the server does not list its models: the completion then decides. */
async function listModels(client: ReturnType<typeof createClient>): Promise<string[] | null> {
  try {
    const page = await client.models.list();
    const ids = Array.isArray(page.data) ? page.data.map((model) => model?.id) : [];
    return ids.filter((id): id is string => typeof id === "string");
  } catch (error) {
    if (error instanceof APIError && (error.status === 404 || error.status === 405)) return null;
    throw error;
  }
}
