import { expect, it } from "vitest";
import type { EgressResponse } from "../http";
import { toCallError, toOutcome } from "./errors";

const now = new Date("2026-03-01T10:00:00Z");
const inSeconds = (seconds: number) => String(now.getTime() / 1000 + seconds);

function answer(
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): EgressResponse {
  const text = JSON.stringify(body);
  const bytes = new TextEncoder().encode(text);
  return { status, headers, bytes, text: () => text, json: () => body };
}

const problem = (name: string, detail: string) => ({
  type: `https://api.twitter.com/2/problems/${name}`,
  title: "No",
  detail,
});

it.each([
  ["the short window", { "x-rate-limit-reset": inSeconds(90) }, "rate_limited", 90_000],
  ["no word at all", {}, "rate_limited", 900_000],
  [
    "the account's day, over the short window",
    {
      "x-rate-limit-reset": inSeconds(90),
      "x-user-limit-24hour-remaining": "0",
      "x-user-limit-24hour-reset": inSeconds(7_200),
    },
    "daily_limit",
    7_200_000,
  ],
  [
    "a day that is not used up",
    {
      "x-rate-limit-reset": inSeconds(90),
      "x-app-limit-24hour-remaining": "12",
      "x-app-limit-24hour-reset": inSeconds(7_200),
    },
    "rate_limited",
    90_000,
  ],
])("waits as long as the limit that is used up: %s", (_what, headers, code, retryAfterMs) => {
  const outcome = toOutcome(answer(429, { title: "Too Many Requests" }, headers), true, now);
  expect(outcome).toMatchObject({ kind: "retry_later", code, retryAfterMs });
  const ofDay = "x-app-limit-24hour-remaining" in headers ? "app" : "account";
  const limit = {
    of: code === "daily_limit" ? ofDay : "posts",
    until: now.getTime() + retryAfterMs,
  };
  expect(outcome).toMatchObject({ limit });
});

it.each([
  [402, { title: "Payment Required" }],
  [429, problem("usage-capped", "Usage cap exceeded: Monthly product cap")],
])("holds up all accounts when the app's credits are gone (%i)", (status, body) => {
  expect(toOutcome(answer(status, body), true, now)).toMatchObject({
    kind: "retry_later",
    code: "credits_exhausted",
    limit: { of: "app", until: now.getTime() + 86_400_000 },
  });
  expect(toCallError(answer(status, body), now)).toMatchObject({
    ...{ kind: "rate_limited", code: "credits_exhausted", ofApp: true },
  });
});

it.each([
  [401, { title: "Unauthorized" }, true, "reconnect", "unauthorized"],
  [403, problem("client-forbidden", "Not your app."), true, "reconnect", "forbidden"],
  [403, problem("not-authorized-for-resource", "No scope."), true, "reconnect", "forbidden"],
  [403, { detail: "You are not permitted to perform this action." }, true, "rejected", "refused"],
  [400, problem("invalid-request", "Bad."), true, "rejected", "invalid_content"],
  [503, {}, true, "unknown", "http_503"],
  [503, {}, false, "retry_later", "http_503"],
])("maps %i %j (creates: %s) to %s", (status, body, creates, kind, code) => {
  expect(toOutcome(answer(status, body), creates, now)).toMatchObject({ kind, code });
});

it("says what is wrong with a request, not only that something is", () => {
  const body = {
    ...problem("invalid-request", "One or more parameters."),
    errors: [{ message: "Your media IDs are invalid." }],
  };
  expect(toOutcome(answer(400, body), true, now)).toMatchObject({
    kind: "rejected",
    field: "media",
    message: "X refused the post: Your media IDs are invalid.",
  });
});

it.each([
  [403, problem("not-authorized-for-resource", "No scope."), "reconnect"],
  [402, {}, "rate_limited"],
  [500, {}, "unavailable"],
  [404, {}, "refused"],
])("tells a failed read of %i apart", (status, body, kind) => {
  expect(toCallError(answer(status, body), now)).toMatchObject({ kind });
});
