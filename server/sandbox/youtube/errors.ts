import { json } from "../respond";
import type { FaultAnswers } from "../strike";

/** Google's error shape: the reason is what a client should read. */
export function googleError(
  code: number,
  reason: string,
  message: string,
  headers: Record<string, string> = {},
  domain = "youtube.common",
): Response {
  const body = { error: { code, message, errors: [{ message, domain, reason }] } };
  return json(code, body, headers);
}

export function unauthorized(): Response {
  const message =
    "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential.";
  return googleError(
    401,
    "authError",
    message,
    { "www-authenticate": 'Bearer realm="https://accounts.google.com/", error="invalid_token"' },
    "global",
  );
}

export function insufficientPermissions(): Response {
  const message = "Request had insufficient authentication scopes.";
  return googleError(403, "insufficientPermissions", message, {}, "global");
}

export function quotaExceeded(): Response {
  const message = "The request cannot be completed because you have exceeded your quota.";
  return googleError(403, "quotaExceeded", message, {}, "youtube.quota");
}

export function missingParameter(name: string): Response {
  return googleError(400, "missingRequiredParameter", `No ${name} specified.`);
}

export const faultAnswers: FaultAnswers = {
  rateLimited: (retryAfterMs) =>
    googleError(
      429,
      "rateLimitExceeded",
      "Too many requests. Please slow down.",
      retryAfterMs === null ? {} : { "retry-after": String(Math.ceil(retryAfterMs / 1000)) },
      "global",
    ),
  permissionMissing: insufficientPermissions,
  // YouTube takes the bytes and says such things only when it has looked at the video.
  duplicate: null,
  refused: null,
  mediaRefused: null,
  serverError: (status) => googleError(status, "backendError", "Backend Error", {}, "global"),
};
