import { json } from "../respond";
import type { FaultAnswers } from "../strike";

interface ErrorFacts {
  status?: number;
  details?: string;
  headers?: Record<string, string>;
  isTransient?: boolean;
}

/** The Graph's error with the details that only messaging adds. */
export function whatsappError(code: number, title: string, facts: ErrorFacts = {}): Response {
  const { status = 400, details = title, headers = {}, isTransient = false } = facts;
  const error = {
    message: `(#${code}) ${title}`,
    type: "OAuthException",
    code,
    error_data: { messaging_product: "whatsapp", details },
    is_transient: isTransient,
    fbtrace_id: "AsandboxTrace",
  };
  return json(status, { error }, headers);
}

export const invalid = (details: string) =>
  whatsappError(131_009, "Parameter value is not valid", { details });

export const missing = (name: string) =>
  whatsappError(100, `The parameter ${name} is required.`, { details: `Missing ${name}` });

export const mediaRefused = (details: string) =>
  whatsappError(131_053, "Media upload error", { details });

export function faultAnswers(numberId: string): FaultAnswers {
  return {
    // A wait is told for calls of the business account only; the number's own limit tells none.
    rateLimited: (retryAfterMs) =>
      retryAfterMs === null
        ? whatsappError(130_429, "Rate limit hit", { status: 429 })
        : whatsappError(80_007, "Rate limit issues", {
            headers: toUsage(numberId, retryAfterMs),
          }),
    serverError: (status) =>
      whatsappError(131_000, "Something went wrong", { status, isTransient: true }),
    permissionMissing: () => whatsappError(131_005, "Access denied", { status: 403 }),
    duplicate: null,
    refused: () => whatsappError(131_031, "Business Account locked", { status: 403 }),
    mediaRefused: () => mediaRefused("The file could not be read."),
  };
}

/** Meta tells the wait in whole minutes. */
function toUsage(numberId: string, retryAfterMs: number): Record<string, string> {
  const usage = {
    type: "whatsapp",
    call_count: 100,
    total_cputime: 20,
    total_time: 20,
    estimated_time_to_regain_access: Math.max(1, Math.ceil(retryAfterMs / 60_000)),
  };
  return { "x-business-use-case-usage": JSON.stringify({ [numberId]: [usage] }) };
}
