import { json } from "../respond";
import type { FaultAnswers } from "../strike";

const base = "https://api.twitter.com/2/problems";

export function unauthorized(): Response {
  return json(401, {
    title: "Unauthorized",
    type: "about:blank",
    status: 401,
    detail: "Unauthorized",
  });
}

export function forbidden(detail: string, type = "about:blank"): Response {
  return json(403, { title: "Forbidden", type, status: 403, detail });
}

export function missingScope(scope: string): Response {
  return forbidden(
    `This token does not carry the scope ${scope}.`,
    `${base}/not-authorized-for-resource`,
  );
}

export function notFound(what: string): Response {
  return json(404, {
    title: "Not Found Error",
    type: `${base}/resource-not-found`,
    status: 404,
    detail: `Could not find ${what}.`,
  });
}

export function invalidRequest(...messages: string[]): Response {
  return json(400, {
    errors: messages.map((message) => ({ message })),
    title: "Invalid Request",
    detail: "One or more parameters to your request was invalid.",
    type: `${base}/invalid-request`,
    status: 400,
  });
}

export function duplicateContent(): Response {
  return forbidden("You are not allowed to create a Tweet with duplicate content.");
}

export function tooManyRequests(headers: Record<string, string>): Response {
  return json(
    429,
    { title: "Too Many Requests", type: "about:blank", status: 429, detail: "Too Many Requests" },
    headers,
  );
}

/** An entry of `errors` beside a partly answered 200. */
export function missingResource(id: string) {
  return {
    value: id,
    detail: `Could not find tweet with ids: [${id}].`,
    title: "Not Found Error",
    resource_type: "tweet",
    parameter: "ids",
    resource_id: id,
    type: `${base}/resource-not-found`,
  };
}

export function faultAnswers(nowMs: number): FaultAnswers {
  return {
    rateLimited: (retryAfterMs) =>
      tooManyRequests(
        retryAfterMs === null
          ? {}
          : {
              "x-rate-limit-limit": "100",
              "x-rate-limit-remaining": "0",
              "x-rate-limit-reset": String(Math.ceil((nowMs + retryAfterMs) / 1000)),
              "retry-after": String(Math.ceil(retryAfterMs / 1000)),
            },
      ),
    permissionMissing: () => missingScope("tweet.write"),
    duplicate: duplicateContent,
    refused: () => forbidden("You are not permitted to perform this action."),
    mediaRefused: () => invalidRequest("Media type unrecognized."),
    serverError: (status) =>
      json(status, {
        title: status === 503 ? "Service Unavailable" : "Internal Server Error",
        type: "about:blank",
        status,
        detail:
          status === 503 ? "Service Unavailable" : "Something is broken. Please try again later.",
      }),
  };
}
