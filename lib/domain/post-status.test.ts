import { describe, expect, it } from "vitest";
import { COMMANDS, canMove, isTerminal, POST_STATUSES, statusLabel } from "./post-status";

describe("post status", () => {
  it("publishes only through a claim or after checking", () => {
    const before = POST_STATUSES.filter((status) => canMove(status, "published"));
    expect(before).toEqual(["publishing", "pending", "unknown", "parked"]);
    expect(POST_STATUSES.filter((status) => canMove(status, "publishing"))).toEqual(
      COMMANDS.claim.from,
    );
  });

  it("never leads a doubtful or published post back to the queue by itself", () => {
    expect(canMove("published", "queued")).toBe(false);
    expect(canMove("pending", "queued")).toBe(false);
    expect(canMove("unknown", "publishing")).toBe(false);
  });

  it("lets a person retry what failed and post again what was parked", () => {
    expect(canMove("failed", "queued")).toBe(true);
    expect(canMove("parked", "queued")).toBe(true);
  });

  it("lets a person post what was skipped", () => {
    expect(POST_STATUSES.filter((to) => canMove("skipped", to))).toEqual(["queued"]);
    expect(isTerminal("skipped")).toBe(true);
  });

  it("has no way out of canceled and deleted", () => {
    for (const from of ["canceled", "deleted"] as const) {
      expect(POST_STATUSES.some((to) => canMove(from, to))).toBe(false);
      expect(isTerminal(from)).toBe(true);
    }
  });

  it("labels every status in plain words", () => {
    expect(statusLabel("parked")).toBe("Needs you");
    expect(new Set(POST_STATUSES.map(statusLabel)).size).toBe(POST_STATUSES.length);
  });
});
