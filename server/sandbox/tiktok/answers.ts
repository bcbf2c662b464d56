import type { SandboxContext } from "../context";
import { json } from "../respond";
import { sha256Hex } from "../seeded";
import { nextNumber } from "../store";
import type { FaultAnswers } from "../strike";

/** A 64-bit number in an answer; such ids stand there without quotes. */
export const int64 = (digits: string) => `int64:${digits}`;

function toLogId(context: SandboxContext): string {
  const day = context.now().toISOString().replace(/\D/g, "").slice(0, 14);
  return `${day}${sha256Hex(String(nextNumber(context.db)))
    .slice(0, 18)
    .toUpperCase()}`;
}

/** What no number of the language can hold is written into the text itself. */
function reply(status: number, body: unknown): Response {
  const shape = json(status, {});
  const text = JSON.stringify(body).replace(/"int64:(\d+)"/g, "$1");
  return new Response(text, { status, headers: shape.headers });
}

export function answer(context: SandboxContext, data: unknown): Response {
  return reply(200, { data, error: { code: "ok", message: "", log_id: toLogId(context) } });
}

export function refuse(
  context: SandboxContext,
  status: number,
  code: string,
  message = "",
): Response {
  return reply(status, { data: {}, error: { code, message, log_id: toLogId(context) } });
}

export const invalidParam = (context: SandboxContext, message: string) =>
  refuse(context, 400, "invalid_params", message);

export const invalidToken = (context: SandboxContext) =>
  refuse(
    context,
    401,
    "access_token_invalid",
    "The access token is invalid or not found in the request.",
  );

export const scopeMissing = (context: SandboxContext) =>
  refuse(
    context,
    401,
    "scope_not_authorized",
    "The user did not authorize the scope required for completing this request.",
  );

export const tooFast = (context: SandboxContext) =>
  refuse(
    context,
    429,
    "rate_limit_exceeded",
    "The API rate limit was exceeded. Please try again later.",
  );

export function oauthError(
  context: SandboxContext,
  status: number,
  error: string,
  description: string,
): Response {
  return json(status, { error, error_description: description, log_id: toLogId(context) });
}

/** TikTok tells in no header how long to wait, and says most of what it dislikes only afterwards. */
export const faultAnswers = (context: SandboxContext): FaultAnswers => ({
  rateLimited: () => tooFast(context),
  serverError: (status) =>
    refuse(context, status, "internal_error", "Something is wrong. Please try again later."),
  permissionMissing: () => scopeMissing(context),
  duplicate: null,
  refused: null,
  mediaRefused: null,
});
