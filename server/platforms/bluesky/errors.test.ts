import { describe, expect, it } from "vitest";
import type { EgressResponse } from "../http";
import { toCallError, toOutcome } from "./errors";

const now = new Date("2026-03-01T10:00:00Z");
const reset = String(now.getTime() / 1000 + 90);

function answer(
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): EgressResponse {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const bytes = new TextEncoder().encode(text);
  return {
    status,
    headers,
    bytes,
    text: () => text,
    json: () => {
      try {
        return JSON.parse(text);
      } catch {
        return undefined;
      }
    },
  };
}

const named = (error: string, message = error) => ({ error, message });

describe("what a refused write means", () => {
  it.each([
    [400, named("ExpiredToken", "Token has expired"), { kind: "reconnect", code: "token_expired" }],
    [400, named("InvalidToken"), { kind: "reconnect", code: "unauthorized" }],
    [401, named("AuthMissing"), { kind: "reconnect", code: "unauthorized" }],
    [401, named("AuthenticationRequired"), { kind: "reconnect", code: "unauthorized" }],
    [401, named("AccountTakedown"), { kind: "reconnect", code: "account_closed" }],
    [400, named("RepoDeactivated"), { kind: "reconnect", code: "account_closed" }],
    [403, named("ScopeMissingError"), { kind: "reconnect", code: "permission_missing" }],
    [
      400,
      named("InvalidRequest", "grapheme too big"),
      { kind: "rejected", code: "invalid_content" },
    ],
    [
      400,
      named("InvalidRequest", "blob too big (maximum 2000000, got 2100000)"),
      { kind: "rejected", code: "media_refused", field: "media" },
    ],
    [413, "too large", { kind: "rejected", code: "media_refused", field: "media" }],
    [400, named("BlobNotFound"), { kind: "retry_later", code: "blob_gone" }],
    [502, named("UpstreamFailure"), { kind: "unknown", code: "http_502" }],
    [500, "<html>", { kind: "unknown", code: "http_500" }],
    [429, named("RateLimitExceeded"), { kind: "retry_later", retryAfterMs: null }],
  ])("%i %j", (status, body, outcome) => {
    expect(toOutcome(answer(status, body), true, now)).toMatchObject(outcome);
  });

  it("waits until the limit's window ends", () => {
    const limited = answer(429, named("RateLimitExceeded"), { "ratelimit-reset": reset });
    expect(toOutcome(limited, true, now)).toMatchObject({ retryAfterMs: 90_000 });
    expect(toCallError(limited, now)).toMatchObject({ kind: "rate_limited", retryAfterMs: 90_000 });
  });

  it("says that nothing was posted where the failed call posts nothing", () => {
    expect(toOutcome(answer(500, ""), false, now).kind).toBe("retry_later");
  });
});
