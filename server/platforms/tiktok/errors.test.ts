import { describe, expect, it } from "vitest";
import type { EgressResponse } from "../http";
import { readAnswer } from "./envelope";
import { toCallError, toFailure, toOutcome } from "./errors";
import { parseExactly } from "./exact-json";

const now = new Date("2026-03-01T10:00:00Z");

function answer(status: number, code: string | null, headers = {}): EgressResponse {
  const body = { data: {}, error: { code, message: "Told by TikTok.", log_id: "2026" } };
  const text = code === null ? "<html>" : JSON.stringify(body);
  return {
    status,
    headers,
    bytes: new TextEncoder().encode(text),
    text: () => text,
    json: () => (code === null ? undefined : body),
  };
}

const told = (status: number, code: string | null, creates = false) =>
  toOutcome(answer(status, code), { creates, now });

describe("what TikTok's codes mean", () => {
  it.each([
    [401, "access_token_invalid", "reconnect", null],
    [401, "scope_not_authorized", "reconnect", null],
    [200, "scope_permission_missed", "reconnect", null],
    [429, "rate_limit_exceeded", "retry_later", 60_000],
    [403, "spam_risk_too_many_posts", "retry_later", 86_400_000],
    [200, "spam_risk_too_many_posts", "retry_later", 86_400_000],
    [403, "spam_risk_too_many_pending_share", "retry_later", 86_400_000],
    [403, "reached_active_user_cap", "retry_later", 86_400_000],
    [500, "internal_error", "retry_later", null],
    [503, null, "retry_later", null],
    [403, "spam_risk_user_banned_from_posting", "rejected", null],
    [403, "spam_risk_of_a_new_kind", "rejected", null],
    [403, "unaudited_client_can_only_post_to_private_accounts", "rejected", null],
    [403, "url_ownership_unverified", "rejected", null],
    [403, "privacy_level_option_mismatch", "rejected", null],
    [400, "invalid_params", "rejected", null],
    [400, "a_code_of_tomorrow", "rejected", null],
  ])("%i %s: %s", (status, code, kind, retryAfterMs) => {
    const outcome = told(status, code);
    expect(outcome.kind).toBe(kind);
    if (outcome.kind === "retry_later") expect(outcome.retryAfterMs).toBe(retryAfterMs);
    if ("message" in outcome) expect(outcome.message).not.toBe("");
  });

  it("rests the whole account for a day, and not for a minute's limit", () => {
    const day = { of: "account", until: now.getTime() + 86_400_000 };
    expect(told(403, "spam_risk_too_many_posts")).toMatchObject({ limit: day });
    const minute = { of: "posts", until: now.getTime() + 60_000 };
    expect(told(429, "rate_limit_exceeded")).toMatchObject({ limit: minute });
  });

  it("names the field to change", () => {
    expect(told(403, "privacy_level_option_mismatch")).toMatchObject({ field: "options.privacy" });
    expect(told(403, "spam_risk_text")).toMatchObject({ field: "text" });
    expect(told(400, "codec_check_failed")).toMatchObject({ field: "media" });
  });

  it.each([
    [500, "internal_error"],
    [503, null],
    [200, null],
    [200, "internal"],
  ])("doubts a call that may have posted: %i %s", (status, code) => {
    expect(told(status, code, true).kind).toBe("unknown");
  });

  it("does not doubt a refusal", () => {
    expect(told(429, "rate_limit_exceeded", true).kind).toBe("retry_later");
    expect(told(403, "spam_risk_text", true).kind).toBe("rejected");
  });

  it("prefers the wait that TikTok tells, should it ever tell one", () => {
    const limited = answer(429, "rate_limit_exceeded", { "retry-after": "7" });
    expect(toOutcome(limited, { creates: false, now })).toMatchObject({ retryAfterMs: 7_000 });
  });

  it("turns a read's refusal into an error of its kind", () => {
    expect(toCallError(answer(401, "access_token_invalid"), now).kind).toBe("reconnect");
    expect(toCallError(answer(429, "rate_limit_exceeded"), now).kind).toBe("rate_limited");
    expect(toCallError(answer(502, null), now).kind).toBe("unavailable");
    expect(toCallError(answer(400, "invalid_params"), now).kind).toBe("refused");
  });
});

describe("posts that failed later", () => {
  it.each([
    ["file_format_check_failed", "rejected"],
    ["picture_size_check_failed", "rejected"],
    ["spam_risk_text", "rejected"],
    ["auth_removed", "rejected"],
    ["access_token_invalid", "rejected"],
    ["publish_cancelled", "rejected"],
    [null, "rejected"],
    ["internal", "retry_later"],
    ["video_pull_failed", "retry_later"],
    ["photo_pull_failed", "retry_later"],
    ["spam_risk_too_many_posts", "retry_later"],
  ])("%s: %s", (reason, kind) => {
    expect(toFailure(reason, now).kind).toBe(kind);
  });
});

it("keeps every digit of a 64-bit number, and leaves the others numbers", () => {
  expect(parseExactly('{"ids":[7300000000000007920,12],"at":1.5}')).toEqual({
    ids: ["7300000000000007920", 12],
    at: 1.5,
  });
  expect(parseExactly("{")).toBeUndefined();
  expect(readAnswer(answer(200, "ok"))).toMatchObject({ status: 200, code: "ok" });
});
