import { describe, expect, it } from "vitest";
import { canMove } from "./post-status";
import { type DecisionContext, decide, type PublishOutcome } from "./publish-outcome";

const now = new Date("2026-03-01T12:00:00Z");
const base: DecisionContext = {
  attempt: 1,
  now,
  dueAt: now,
  deadline: new Date("2026-03-01T18:00:00Z"),
  random: 0.5,
};
const busy: PublishOutcome = {
  kind: "retry_later",
  retryAfterMs: null,
  code: "busy",
  message: "Busy.",
};
const doubtful: PublishOutcome = {
  kind: "unknown",
  code: "timeout",
  message: "No answer.",
};

function waitOf(outcome: PublishOutcome, context: Partial<DecisionContext>): number | null {
  const { nextAt } = decide(outcome, { ...base, ...context });
  return nextAt ? (nextAt.getTime() - now.getTime()) / 1000 : null;
}

describe("decide", () => {
  it("keeps the platform's id and permalink", () => {
    const outcome: PublishOutcome = {
      kind: "published",
      externalId: "1",
      permalink: null,
      visibility: "draft",
    };
    expect(decide(outcome, base)).toMatchObject({
      status: "published",
      externalId: "1",
      visibility: "draft",
    });
  });

  it("waits longer after each try and gives up after the last", () => {
    const waits = [1, 2, 3, 4, 5, 6].map((attempt) => waitOf(busy, { attempt }));
    expect(waits).toEqual([5, 30, 120, 600, 1800, 7200]);
    expect(decide(busy, { ...base, attempt: 7 })).toMatchObject({
      status: "failed",
      code: "busy",
    });
  });

  it("goes on until the deadline when it is not the post that is refused", () => {
    expect(waitOf({ ...busy, untilDeadline: true }, { attempt: 30 })).toBe(7200);
    const late = { ...base, attempt: 30, now: new Date("2026-03-01T17:00:00Z") };
    expect(decide({ ...busy, untilDeadline: true }, late).status).toBe("failed");
  });

  it("spreads retries by a fifth each way", () => {
    expect(waitOf(busy, { random: 0 })).toBe(4);
    expect(waitOf(busy, { random: 1 })).toBe(6);
  });

  it("lets the platform's own waiting time win, and an account's rest after it", () => {
    expect(waitOf({ ...busy, retryAfterMs: 900_000 }, {})).toBe(900);
    const rest = now.getTime() + 3_600_000;
    expect(waitOf({ ...busy, retryAfterMs: 1000, limit: { of: "account", until: rest } }, {})).toBe(
      3600,
    );
  });

  it("fails when the next try would come past the deadline", () => {
    const settled = decide({ ...busy, retryAfterMs: 7 * 3_600_000 }, base);
    expect(settled.status).toBe("failed");
    expect(settled.message).toContain("No time is left");
  });

  it("leaves a doubtful post that is proved absent to its deadline, and asks nobody", () => {
    const settled = decide({ ...busy, retryAfterMs: 7 * 3_600_000 }, { ...base, from: "unknown" });
    expect(settled.status).toBe("queued");
  });

  it("blocks on a lost account and fails on a refusal", () => {
    expect(decide({ kind: "reconnect", code: "revoked", message: "" }, base).status).toBe(
      "blocked",
    );
    expect(decide({ kind: "rejected", code: "duplicate", message: "" }, base).status).toBe(
      "failed",
    );
  });

  it("looks three times at a doubtful post, then parks it", () => {
    expect(waitOf(doubtful, { checks: 0 })).toBe(10);
    expect(waitOf(doubtful, { checks: 1, from: "unknown" })).toBe(60);
    expect(waitOf(doubtful, { checks: 2, from: "unknown" })).toBe(300);
    expect(decide(doubtful, { ...base, checks: 3, from: "unknown" }).status).toBe("parked");
  });

  it("asks a person once looking has led nowhere until the deadline", () => {
    const untold: PublishOutcome = { kind: "pending", checkAfterMs: 5000, note: "X is down." };
    const doubt = { ...base, from: "unknown" as const };
    expect(decide(untold, doubt).status).toBe("unknown");
    const settled = decide(untold, { ...doubt, now: base.deadline });
    expect(settled).toMatchObject({ status: "parked", message: "X is down." });
    expect(decide(untold, { ...base, now: base.deadline, from: "pending" }).status).toBe("pending");
  });

  it("does not poll a processing post for ever", () => {
    const pending: PublishOutcome = { kind: "pending", checkAfterMs: 5000 };
    expect(waitOf(pending, {})).toBe(5);
    const muchLater = new Date("2026-03-03T00:00:00Z");
    expect(decide(pending, { ...base, now: muchLater, from: "pending" }).status).toBe("unknown");
  });

  it("only ever moves along the state machine", () => {
    const outcomes: PublishOutcome[] = [
      {
        kind: "published",
        externalId: "1",
        permalink: null,
        visibility: "live",
      },
      { kind: "pending", checkAfterMs: 1 },
      busy,
      { kind: "reconnect", code: "", message: "" },
      { kind: "rejected", code: "", message: "" },
      doubtful,
    ];
    for (const from of ["publishing", "pending", "unknown"] as const) {
      for (const outcome of outcomes) {
        for (const step of [0, 1, 3, 7]) {
          const context = { ...base, from, checks: step, attempt: step + 1 };
          for (const at of [now, new Date("2026-03-09T00:00:00Z")]) {
            const { status } = decide(outcome, { ...context, now: at });
            expect(status === from || canMove(from, status)).toBe(true);
          }
        }
      }
    }
  });
});
