import { describe, expect, it } from "vitest";
import { facebookRefusals } from "../facebook/errors";
import { instagramRefusals, judgeStatusText } from "../instagram/errors";
import { toOutcome } from "./errors";
import { toResponse } from "./fixtures/fake-graph";

const now = new Date("2026-03-01T10:00:00Z");

type Row = [code: number, subcode: number, status: number, kind: string, more?: object];

function outcomeOf(
  refusals: typeof facebookRefusals,
  [code, subcode, status]: Row,
  creates: boolean,
  headers: Record<string, string> = {},
) {
  const error = { message: "No.", code, error_subcode: subcode };
  return toOutcome(toResponse({ status, headers, body: { error } }), refusals, { creates, now });
}

const facebook: Row[] = [
  [190, 460, 401, "reconnect", { code: "unauthorized" }],
  [102, 0, 400, "reconnect"],
  [200, 0, 403, "reconnect", { code: "permission_missing" }],
  [10, 0, 403, "reconnect", { code: "permission_missing" }],
  [3, 0, 400, "reconnect"],
  [4, 0, 403, "retry_later", { code: "rate_limited", retryAfterMs: null }],
  [32, 0, 403, "retry_later", { code: "rate_limited" }],
  [613, 0, 400, "retry_later", { code: "rate_limited" }],
  [80_001, 0, 400, "retry_later", { code: "rate_limited" }],
  [506, 0, 400, "rejected", { code: "duplicate", field: "text" }],
  [368, 1_390_008, 400, "rejected", { code: "policy" }],
  [100, 1_404_006, 400, "rejected", { code: "policy" }],
  [100, 1_366_046, 400, "rejected", { field: "media" }],
  [100, 0, 400, "rejected", { code: "100" }],
  [2, 0, 500, "unknown"],
  [1, 0, 400, "unknown"],
  [100, 1_363_047, 400, "unknown"],
];

const instagram: Row[] = [
  [9, 2_207_042, 403, "retry_later", { code: "daily_cap", limit: { of: "account" } }],
  [4, 2_207_051, 403, "rejected", { code: "policy" }],
  [25, 2_207_050, 403, "rejected", { code: "policy" }],
  [80_002, 0, 403, "retry_later", { code: "rate_limited" }],
  [-2, 2_207_020, 400, "retry_later"],
  [-2, 2_207_003, 400, "retry_later"],
  [-1, 2_207_001, 400, "retry_later"],
  [9007, 2_207_027, 400, "retry_later"],
  [24, 2_207_008, 400, "retry_later"],
  [9004, 2_207_052, 400, "rejected", { field: "media" }],
  [36_000, 2_207_004, 400, "rejected", { field: "media" }],
  [36_003, 2_207_009, 400, "rejected", { field: "media" }],
  [36_004, 2_207_010, 400, "rejected", { field: "text" }],
  [352, 2_207_026, 400, "rejected", { field: "media" }],
  [190, 0, 401, "reconnect"],
  [2, 0, 500, "unknown"],
];

describe("what a refused call means", () => {
  it.each(facebook)("Facebook %i/%i with %i: %s", (...row) => {
    const [, , , kind, more = {}] = row;
    expect(outcomeOf(facebookRefusals, row, true)).toMatchObject({ kind, ...more });
  });

  it.each(instagram)("Instagram %i/%i with %i: %s", (...row) => {
    const [, , , kind, more = {}] = row;
    expect(outcomeOf(instagramRefusals, row, true)).toMatchObject({ kind, ...more });
  });

  it("leaves nothing in doubt where the call posts nothing", () => {
    const outcome = outcomeOf(facebookRefusals, [2, 0, 500, ""], false);
    expect(outcome).toMatchObject({ kind: "retry_later", retryAfterMs: null });
  });

  it("keeps the words for a person, and the answer that was given", () => {
    const error = { message: "(#100)", code: 100, error_user_msg: "Photos must be smaller." };
    const response = toResponse({ status: 400, body: { error } });
    expect(toOutcome(response, facebookRefusals, { creates: true, now })).toMatchObject({
      kind: "rejected",
      message: "Facebook refused the post: Photos must be smaller.",
      response: { status: 400 },
    });
  });

  it("judges an answer that cannot be read by its status", () => {
    const at = (status: number) =>
      toOutcome(toResponse({ status, body: "<html>" }), facebookRefusals, { creates: true, now });
    expect(at(502).kind).toBe("unknown");
    expect(at(429).kind).toBe("retry_later");
    expect(at(401).kind).toBe("reconnect");
    expect(at(400).kind).toBe("rejected");
  });

  it("waits as long as the headers say", () => {
    const usage = [{ type: "pages", call_count: 100, estimated_time_to_regain_access: 7 }];
    const headers = { "x-business-use-case-usage": JSON.stringify({ "10": usage }) };
    expect(outcomeOf(facebookRefusals, [32, 0, 403, ""], true, headers)).toMatchObject({
      kind: "retry_later",
      retryAfterMs: 420_000,
      limit: { of: "account", until: now.getTime() + 420_000 },
    });
  });
});

it("reads from a container's words whether another try may help", () => {
  const status = (subcode: number) => `Error: Media upload has failed with error code ${subcode}`;
  expect(judgeStatusText(status(2_207_003)).kind).toBe("again");
  expect(judgeStatusText(status(2_207_026))).toMatchObject({ kind: "invalid", field: "media" });
  expect(judgeStatusText("Error")).toMatchObject({ kind: "invalid", field: "media" });
});
