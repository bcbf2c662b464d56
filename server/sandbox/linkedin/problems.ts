import { json } from "../respond";
import type { FaultAnswers } from "../strike";
import { toPostUrn } from "./ids";

export function problem(
  status: number,
  code: string,
  message: string,
  serviceErrorCode?: number,
  headers: Record<string, string> = {},
): Response {
  const number = serviceErrorCode === undefined ? {} : { serviceErrorCode };
  return json(status, { status, ...number, code, message }, headers);
}

interface InputError {
  code: string;
  description: string;
  path?: string;
}

/** What is wrong with a body, named in the details as the Posts API does. */
export function inputError(status: number, { code, description, path }: InputError): Response {
  const input = path ? { inputPath: { fieldPath: path } } : {};
  return json(status, {
    errorDetailType: "com.linkedin.common.error.BadRequest",
    message: description,
    errorDetails: { inputErrors: [{ description, input, code }] },
    status,
  });
}

export const badParameter = (message: string) => problem(400, "ILLEGAL_ARGUMENT", message);
export const notFound = (message: string) => problem(404, "NOT_FOUND", message);
export const accessDenied = (what: string) =>
  problem(403, "ACCESS_DENIED", `Not enough permissions to access: ${what}`, 100);

export function duplicateOf(urn: string): Response {
  const failure = "com.linkedin.content.common.exception.BadRequestResponseException";
  return json(422, {
    errorDetailType: "com.linkedin.common.error.BadRequest",
    message: `${failure}: Content is a duplicate of ${urn}`,
    errorDetails: {
      inputErrors: [
        { description: "Duplicate post is detected", input: {}, code: "DUPLICATE_POST" },
      ],
    },
    status: 422,
  });
}

export function tooManyRequests(retryAfterMs: number | null): Response {
  const message = "Resource level throttle DAY limit for calls to this resource is reached.";
  const headers: Record<string, string> =
    retryAfterMs === null ? {} : { "retry-after": String(Math.ceil(retryAfterMs / 1000)) };
  return problem(429, "TOO_MANY_REQUESTS", message, 101, headers);
}

const dayMs = 86_400_000;

export function faultAnswers(nowMs: number): FaultAnswers {
  return {
    // The real one tells no time to wait; a gateway before it may.
    rateLimited: tooManyRequests,
    permissionMissing: () => accessDenied("posts.CREATE.20260901"),
    duplicate: () => duplicateOf(toPostUrn("share", nowMs - dayMs, 7)),
    refused: () =>
      inputError(422, {
        code: "CONTENT_POLICY_VIOLATION",
        description: "This content does not follow the Professional Community Policies.",
      }),
    mediaRefused: () =>
      problem(400, "MEDIA_ASSET_INVALID", "The media asset is not of a supported type."),
    serverError: (status) =>
      status === 503
        ? problem(status, "SERVICE_UNAVAILABLE", "Service is temporarily unavailable.")
        : problem(status, "INTERNAL_SERVER_ERROR", "Internal Server Error"),
  };
}
