import { expect, it } from "vitest";
import type { EgressResponse } from "../http";
import { readDuplicate, toCallError, toOutcome } from "./errors";
import { toPostedAt } from "./urns";

const now = new Date("2026-03-01T10:00:00Z");

function answer(status: number, body: unknown, headers: Record<string, string> = {}) {
  const text = JSON.stringify(body);
  const bytes = new TextEncoder().encode(text);
  const response: EgressResponse = { status, headers, bytes, text: () => text, json: () => body };
  return response;
}

const input = (code: string, description: string, fieldPath?: string) => ({
  message: description,
  errorDetails: {
    inputErrors: [{ code, description, input: fieldPath ? { inputPath: { fieldPath } } : {} }],
  },
});

it.each([
  [401, { code: "EXPIRED_ACCESS_TOKEN" }, { kind: "reconnect", code: "expired_access_token" }],
  [403, { code: "ACCESS_DENIED" }, { kind: "reconnect", code: "access_denied" }],
  [409, {}, { kind: "retry_later", code: "conflict" }],
  [426, { code: "NONEXISTENT_VERSION" }, { kind: "retry_later", code: "version_ended" }],
  [400, { code: "VERSION_MISSING" }, { kind: "retry_later", code: "version_ended" }],
  [500, null, { kind: "unknown", code: "http_500" }],
  [504, "gateway", { kind: "unknown", code: "http_504" }],
  [
    422,
    input("FIELD_LENGTH_TOO_LONG", "Too long", "/commentary"),
    { kind: "rejected", code: "field_length_too_long", field: "text" },
  ],
  [
    400,
    input("INVALID_VALUE_FOR_FIELD", "No such image", "/content/media/id"),
    { kind: "rejected", field: "media", message: "LinkedIn refused the post: No such image." },
  ],
])("reads %i %j", (status, body, outcome) => {
  expect(toOutcome(answer(status, body), true, now)).toMatchObject(outcome);
});

it("knows that nothing was posted where the call posts nothing", () => {
  expect(toOutcome(answer(503, {}), false, now).kind).toBe("retry_later");
});

it("holds the account until LinkedIn's day is over, unless it is told a time", () => {
  const midnight = Date.parse("2026-03-02T00:00:00Z");
  expect(toOutcome(answer(429, {}), true, now)).toMatchObject({
    kind: "retry_later",
    retryAfterMs: 14 * 3_600_000,
    limit: { of: "account", until: midnight },
  });
  const told = answer(429, {}, { "retry-after": "90" });
  expect(toOutcome(told, true, now)).toMatchObject({ retryAfterMs: 90_000 });
  expect(toCallError(told, now)).toMatchObject({ kind: "rate_limited", retryAfterMs: 90_000 });
});

it("finds the earlier post in the refusal of a duplicate, and when it was made", () => {
  const urn = "urn:li:share:7141138937766391808";
  const body = {
    errorDetailType: "com.linkedin.common.error.BadRequest",
    message: `com.linkedin.content.common.exception.BadRequestResponseException: Content is a duplicate of ${urn}`,
    errorDetails: {
      inputErrors: [
        { description: "Duplicate post is detected", input: {}, code: "DUPLICATE_POST" },
      ],
    },
    status: 422,
  };
  expect(readDuplicate(answer(422, body))).toEqual({ urn });
  expect(readDuplicate(answer(422, input("DUPLICATE_POST", "Again")))).toEqual({ urn: null });
  expect(readDuplicate(answer(422, input("MISSING_FIELD", "No text")))).toBeNull();
  expect(toPostedAt(urn)?.toISOString().slice(0, 10)).toBe("2023-12-14");
  expect(toPostedAt("urn:li:share:123")).toBeNull();
  expect(toPostedAt("urn:li:person:abc")).toBeNull();
});
