import type { Env } from "@/server/env";
import { loopbackUrl } from "@/server/http/loopback-url";

export interface ModelEndpoint {
  /** `sample`: the sandbox's writer, labelled as such wherever its texts are shown. */
  mode: "model" | "sample";
  baseUrl: string;
  model: string;
  apiKey: string | null;
}

export const SAMPLE_MODEL = "sample-writer";
export const NO_MODEL =
  "No writing model is connected. Set AI_BASE_URL (and AI_MODEL, AI_API_KEY) in the environment and start Bandwagon again.";

/** Adds `/v1` where no version is in the path, and drops a pasted `/chat/completions`. */
export function toBaseUrl(given: string): string {
  const url = new URL(given);
  const path = url.pathname
    .replace(/\/+$/, "")
    .replace(/\/(chat\/completions|models|responses)$/, "");
  url.pathname = /(^|\/)v\d+[a-z0-9]*(\/|$)/.test(path) ? path : `${path}/v1`;
  return url.href.replace(/\/+$/, "");
}

/** The model that writes: the operator's, else the sandbox's sample writer, else none. */
export function findEndpoint(env: Env): ModelEndpoint | null {
  if (env.AI_BASE_URL) {
    return {
      mode: "model",
      baseUrl: toBaseUrl(env.AI_BASE_URL),
      model: env.AI_MODEL,
      apiKey: env.AI_API_KEY ?? null,
    };
  }
  if (env.SANDBOX !== "on") return null;
  const sandbox = env.SANDBOX_URL ?? `${loopbackUrl(env)}/sandbox`;
  return { mode: "sample", baseUrl: `${sandbox}/ai/v1`, model: SAMPLE_MODEL, apiKey: null };
}
