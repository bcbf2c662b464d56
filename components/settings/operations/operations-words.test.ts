import { describe, expect, it } from "vitest";
import { inTime, toLead } from "@/components/settings/operations/operations-words";
import type { OperationsView } from "@/lib/contracts/operations";

const view: OperationsView = {
  now: "2026-03-02T09:00:00.000Z",
  alarms: {
    now: "2026-03-02T09:00:00.000Z",
    ...{ scheduler: "ok", publisher: "ok", lastTickAt: null, lastPublisherAt: null, overdue: 0 },
  },
  queue: { ready: 0, oldestDueAt: null, inFlight: 0, nextHour: 0, waiting: [], parked: 0 },
  lateness: { count: 90, held: 0, p50: 1.24, p95: 4, p99: 30, buckets: [] },
  ...{ overdue: [], hours: [], platforms: [], budgets: [], failed: [], instance: null },
};

it("says times as exactly as anybody needs them", () => {
  const said = [null, 0, 1.24, 42.4, 89, 90, 3600, 5400, 7260, 200_000].map(inTime);
  expect(said).toEqual([
    "–",
    "0 s",
    "1.2 s",
    "42 s",
    "89 s",
    "2 min",
    "60 min",
    "1 h 30 min",
    "2 h 1 min",
    "2 days",
  ]);
});

describe("toLead", () => {
  const lead = (change: Partial<OperationsView>) => toLead({ ...view, ...change });
  const alarm = (change: Partial<OperationsView["alarms"]>) => ({
    alarms: { ...view.alarms, ...change },
  });

  it("tells how it goes when all is well", () => {
    expect(lead({})).toBe("All is well. 95 in 100 posts went out within 4 s of their time.");
    const none = { ...view.lateness, count: 0, p50: null, p95: null, p99: null };
    expect(lead({ lateness: none })).toContain("Nothing was due");
    const one = { ...view.lateness, count: 1, p50: 3.5, p95: 3.5, p99: 3.5 };
    expect(lead({ lateness: one })).toBe("All is well. Last 24 hours: 1 post, 3.5 s late.");
  });

  it("tells the worst first", () => {
    expect(lead(alarm({ publisher: "stale", overdue: 3 }))).toContain("Nothing is being published");
    expect(lead(alarm({ overdue: 3, scheduler: "stale" }))).toContain("3 posts should have");
    expect(lead(alarm({ scheduler: "stale" }))).toContain("nothing new is planned");
    expect(lead({ queue: { ...view.queue, parked: 1 } })).toContain("1 post needs your look");
    const waiting = [
      { reason: "approval" as const, count: 2 },
      { reason: "gap" as const, count: 5 },
    ];
    expect(lead({ queue: { ...view.queue, waiting } })).toBe(
      "Publishing works. 2 posts are held past their time: awaiting approval.",
    );
  });
});
