import { ZodError } from "zod";
import type { Problem } from "@/lib/contracts/common";
import { AppError, ERROR_STATUS, isAppError } from "@/server/errors";
import type { Log } from "@/server/log";

const titles: Record<string, string> = {
  bad_request: "Bad request",
  unauthenticated: "Sign in first",
  forbidden: "Not allowed",
  not_found: "Not found",
  conflict: "Changed meanwhile",
  invalid: "Please correct this",
  too_many: "Too many requests",
  upstream: "Another service failed",
  unavailable: "Not available now",
  internal: "Something failed on this server",
};

function fromZod(error: ZodError): AppError {
  const fields = error.issues.map((issue) => ({
    path: issue.path.join("."),
    message: issue.message,
  }));
  const detail = fields.map((f) => (f.path ? `${f.path}: ${f.message}` : f.message)).join(" ");
  return new AppError("invalid", detail, { fields });
}

/** Maps any error to RFC 9457 problem+json. What we did not foresee is logged and never shown. */
export function toProblemResponse(error: unknown, requestId: string, log: Log): Response {
  const known = error instanceof ZodError ? fromZod(error) : isAppError(error) ? error : null;
  if (!known) log.error({ err: error, requestId }, "unexpected error");
  const status = known ? ERROR_STATUS[known.code] : 500;
  const code = known?.code ?? "internal";
  const problem: Problem = {
    ...known?.members,
    type: `urn:bandwagon:${code}`,
    title: titles[code] ?? "Error",
    status,
    detail:
      known?.message ??
      `The server could not finish this. Nothing was changed. Its log has the details under ${requestId}.`,
    code,
    requestId,
    ...(known && known.fields.length > 0 ? { errors: known.fields } : {}),
  };
  const headers = new Headers({
    "content-type": "application/problem+json",
    "cache-control": "no-store",
    "x-request-id": requestId,
  });
  if (known?.retryAfterSeconds) headers.set("retry-after", String(known.retryAfterSeconds));
  return new Response(JSON.stringify(problem), { status, headers });
}
