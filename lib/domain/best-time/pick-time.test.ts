import { describe, expect, it } from "vitest";
import type { SlotEstimate } from "@/lib/domain/best-time/fit-week";
import type { WeekModel } from "@/lib/domain/best-time/pick-time";
import { type TimedCadence, timeRuns } from "@/lib/domain/best-time/time-runs";
import { WEEK_SLOTS } from "@/lib/domain/best-time/week-slot";
import { nextRuns } from "@/lib/domain/slots";

const ZONE = "Europe/Berlin";
const cadence: TimedCadence = {
  ...{ campaignId: "campaign", accountId: "account", cron: "0 9 * * *", timeZone: ZONE },
  bestTime: { fromHour: 7, toHour: 22 },
};

/** Hours that do better, by so much; the rest is average. */
function modelOf(better: Record<number, number>, more: Partial<SlotEstimate> = {}): WeekModel {
  const slots = Array.from({ length: WEEK_SLOTS }, (_, slot): SlotEstimate => {
    const mean = better[slot % 24] ?? 0;
    const state = mean > 0 ? "better" : "open";
    return { posts: 5, mean, low: mean - 0.05, high: mean + 0.05, known: true, state, ...more };
  });
  return { ready: true, timeZone: ZONE, slots };
}

const at = (text: string) => new Date(text);
const slotsOf = (of: TimedCadence, from: string, count: number) =>
  nextRuns({ ...of, runAt: null, after: at(from), count });
const known = {
  model: modelOf({ 18: 0.1 }),
  after: at("2026-01-01T00:00:00Z"),
  taken: [],
  gapMs: 0,
};
const localHour = (date: Date, timeZone = ZONE) =>
  Number(
    new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", hourCycle: "h23" }).format(date),
  );
const localDay = (date: Date) => new Intl.DateTimeFormat("en-CA", { timeZone: ZONE }).format(date);

describe("picking a time", () => {
  const slots = slotsOf(cadence, "2026-03-01T00:00:00Z", 300);
  const runs = timeRuns(cadence, slots, known);

  it("takes the hour that does best, on the slot's own day, also when clocks change", () => {
    for (const { slot, at: when, kind } of runs) {
      expect(localDay(when)).toBe(localDay(slot));
      expect(when.getUTCMinutes() % 5).toBe(0);
      if (kind === "best") expect(localHour(when)).toBe(18);
    }
    expect(runs.filter(({ kind }) => kind === "best").length).toBeGreaterThan(250);
  });

  it("keeps one in ten at random, within the window", () => {
    const random = runs.filter(({ kind }) => kind === "random");
    expect(random.length / runs.length).toBeGreaterThan(0.06);
    expect(random.length / runs.length).toBeLessThan(0.14);
    const hours = new Set(random.map((run) => localHour(run.at)));
    expect(hours.size).toBeGreaterThan(8);
    expect(Math.min(...hours)).toBeGreaterThanOrEqual(7);
    expect(Math.max(...hours)).toBeLessThan(22);
  });

  it("gives the same answer each time, and another account its own", () => {
    expect(timeRuns(cadence, slots, known)).toEqual(runs);
    const other = timeRuns({ ...cadence, accountId: "other" }, slots, known);
    expect(other.map((run) => run.at)).not.toEqual(runs.map((run) => run.at));
  });

  it("calls an hour that is not proven a guess, and stays where nothing stands out", () => {
    const kinds = (model: WeekModel | null) =>
      [...new Set(timeRuns(cadence, slots, { ...known, model }).map(({ kind }) => kind))].sort();
    expect(kinds(modelOf({ 18: 0.1 }, { state: "open" }))).toEqual(["guess", "random"]);
    expect(kinds(modelOf({}))).toEqual(["own", "random"]);
    expect(kinds({ ...modelOf({ 18: 0.1 }), ready: false })).toEqual(["own", "random"]);
    expect(kinds(modelOf({ 18: 0.1 }, { known: false }))).toEqual(["own", "random"]);
    expect(kinds(null)).toEqual(["own", "random"]);
  });
});

it("shares the window among the runs of a day, so that they do not all meet", () => {
  const twice = { ...cadence, cron: "0 9,17 * * *" };
  const model = modelOf({ 10: 0.1, 18: 0.2 });
  const runs = timeRuns(twice, slotsOf(twice, "2026-03-01T00:00:00Z", 40), { ...known, model });
  const best = runs.filter(({ kind }) => kind === "best");
  expect(best.length).toBeGreaterThan(30);
  for (const { slot, at: when } of best) {
    expect(localHour(when)).toBe(localHour(slot) === 9 ? 10 : 18);
  }
});

it("never picks what has passed, and keeps its distance from other posts", () => {
  const [slot] = slotsOf(cadence, "2026-06-01T00:00:00Z", 1);
  if (!slot) throw new Error("no slot");
  const late = timeRuns(cadence, [slot], { ...known, after: at("2026-06-01T17:30:00Z") })[0];
  expect(late?.at.getTime()).toBeGreaterThan(Date.parse("2026-06-01T17:30:00Z"));
  const over = timeRuns(cadence, [slot], { ...known, after: at("2026-06-01T21:00:00Z") })[0];
  expect(over).toMatchObject({ kind: "own", at: slot });
  const taken = [at("2026-06-02T16:30:00Z")];
  const next = slotsOf(cadence, "2026-06-02T00:00:00Z", 1);
  const free = timeRuns(cadence, next, { ...known, taken, gapMs: 45 * 60_000 })[0];
  expect(localHour(free?.at ?? slot)).not.toBe(18);
});

it("leaves out an hour that the clock skips", () => {
  // In Berlin 02:00 to 03:00 does not exist on 29 March 2026.
  const night = { ...cadence, bestTime: { fromHour: 2, toHour: 4 } };
  const model = modelOf({ 2: 0.3, 3: 0.1 });
  const slots = slotsOf(night, "2026-03-28T12:00:00Z", 1);
  const [run] = timeRuns(night, slots, { ...known, model });
  expect(run && localHour(run.at)).toBe(3);
});

it("reads the account's own clock, whatever the schedule's", () => {
  const model = { ...modelOf({ 12: 0.1 }), timeZone: "America/New_York" };
  const runs = timeRuns(cadence, slotsOf(cadence, "2026-06-01T00:00:00Z", 20), { ...known, model });
  const best = runs.filter(({ kind }) => kind === "best");
  expect(best.length).toBeGreaterThan(10);
  for (const run of best) expect(localHour(run.at, "America/New_York")).toBe(12);
});
