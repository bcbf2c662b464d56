import { APIConnectionError, APIConnectionTimeoutError, APIError, APIUserAbortError } from "openai";
import type { ModelEndpoint } from "@/server/ai/endpoint";
import type { EgressError } from "@/server/platforms/http";

/** The model could not be asked, or its answer is of no use. The message is for people. */
export class WritingError extends Error {
  override readonly name = "WritingError";
}

function findCause(error: unknown): EgressError | null {
  for (let at = error, hops = 0; at instanceof Error && hops < 6; at = at.cause, hops++) {
    // By name: the egress client may come from the other of the process's two bundles.
    if (at.name === "EgressError") return at as EgressError;
  }
  return null;
}

/** Says in plain words what stands between us and the model. */
export function explainFailure(error: unknown, endpoint: ModelEndpoint, timeoutMs: number): string {
  if (error instanceof WritingError) return error.message;
  const host = new URL(endpoint.baseUrl).host;
  const cause = findCause(error);
  if (cause) return explainEgress(cause, host, timeoutMs);
  if (error instanceof APIUserAbortError || error instanceof APIConnectionTimeoutError) {
    return explainTimeout(host, timeoutMs);
  }
  if (error instanceof APIConnectionError)
    return `${host} did not answer. Check that it runs and that AI_BASE_URL is right.`;
  if (error instanceof APIError && error.status !== undefined)
    return explainStatus(error, endpoint, host);
  return `${host} answered with something that is not the chat completions format. Check AI_BASE_URL.`;
}

function explainEgress(error: EgressError, host: string, timeoutMs: number): string {
  switch (error.code) {
    case "dns":
      return `There is no host named ${host.split(":")[0]}. Check the spelling of AI_BASE_URL.`;
    case "timeout":
      return explainTimeout(host, timeoutMs);
    case "redirect":
    case "too_many_redirects":
      return `${host} answers with a redirect. Set AI_BASE_URL to the address it redirects to.`;
    case "too_large":
      return `The answer of ${host} is far too large to be a few posts. Check AI_BASE_URL.`;
    case "private_address":
    case "scheme":
      return `${error.message}.`;
    default:
      return `${host} refused the connection. Check that the model's server runs and that AI_BASE_URL names the right port.`;
  }
}

function explainTimeout(host: string, timeoutMs: number): string {
  return `${host} did not answer within ${Math.round(timeoutMs / 1000)} seconds. Try again, or raise AI_TIMEOUT_MS.`;
}

function explainStatus(error: APIError, endpoint: ModelEndpoint, host: string): string {
  const said = readMessage(error.error);
  const quoted = said ? ` It said: “${said}”` : "";
  if (error.status === 401 || error.status === 403) {
    return `${host} refused the API key. Check AI_API_KEY.${quoted}`;
  }
  if (error.status === 404 || error.status === 400) {
    if (/model/i.test(said))
      return `${host} doesn't serve the model “${endpoint.model}”. Check AI_MODEL.${quoted}`;
    if (error.status === 404)
      return `${host} has no chat completions at ${new URL(endpoint.baseUrl).pathname}. Check the path in AI_BASE_URL.${quoted}`;
    return `${host} refused the request.${quoted}`;
  }
  if (error.status === 429)
    return `${host} limits how often it may be asked. Wait a minute and try again.${quoted}`;
  if (error.status !== undefined && error.status >= 500)
    return `${host} failed with an error of its own (${error.status}). Try again later.${quoted}`;
  return `${host} refused the request (${error.status}).${quoted}`;
}

/** Without anything that looks like a key: some servers repeat it in their errors. */
function readMessage(body: unknown): string {
  if (typeof body !== "object" || body === null) return "";
  const message = "message" in body ? body.message : "error" in body ? body.error : "";
  const text = typeof message === "string" ? message : "";
  return text
    .replace(/\b(sk|key|Bearer)[-_ ][\w-]{6,}/gi, "…")
    .replace(/\s+/g, " ")
    .slice(0, 200);
}
