import { json } from "../respond";
import type { FaultAnswers } from "../strike";

export function problem(
  status: number,
  error: string,
  message: string,
  headers: Record<string, string> = {},
): Response {
  return json(status, { error, message }, headers);
}

export const invalidRequest = (message: string) => problem(400, "InvalidRequest", message);
export const internalError = () => problem(500, "InternalServerError", "Internal Server Error");
export const authMissing = () => problem(401, "AuthMissing", "Authentication Required");
export const notAllowed = () => problem(401, "AuthenticationRequired", "Authentication Required");

export function rateLimitExceeded(headers: Record<string, string>): Response {
  return problem(429, "RateLimitExceeded", "Rate Limit Exceeded", headers);
}

const FAILURES: Record<number, [string, string]> = {
  502: ["UpstreamFailure", "Upstream Failure"],
  503: ["NotEnoughResources", "Not Enough Resources"],
  504: ["UpstreamTimeout", "Upstream Timeout"],
};

export function faultAnswers(nowMs: number): FaultAnswers {
  return {
    rateLimited: (retryAfterMs) =>
      rateLimitExceeded(
        retryAfterMs === null
          ? {}
          : {
              "ratelimit-limit": "5000",
              "ratelimit-remaining": "0",
              "ratelimit-reset": String(Math.ceil((nowMs + retryAfterMs) / 1000)),
              "ratelimit-policy": "5000;w=3600",
            },
      ),
    permissionMissing: () =>
      problem(
        403,
        "ScopeMissingError",
        'Missing required scope "repo:app.bsky.feed.post?action=create"',
      ),
    // The same text may be posted twice, and what is posted is judged afterwards.
    duplicate: null,
    refused: null,
    mediaRefused: () => invalidRequest("blob too big (maximum 2000000, got 2100000) at $.embed"),
    serverError: (status) => {
      const [error, message] = FAILURES[status] ?? ["InternalServerError", "Internal Server Error"];
      return problem(status, error, message);
    },
  };
}
