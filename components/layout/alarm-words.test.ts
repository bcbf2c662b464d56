import { describe, expect, it } from "vitest";
import { toOverdue, toSilence } from "@/components/layout/alarm-words";
import type { AlarmsView } from "@/lib/contracts/operations";

const fine: AlarmsView = {
  now: "2026-03-02T09:20:00.000Z",
  ...{ scheduler: "ok", publisher: "ok", overdue: 0 },
  ...{ lastTickAt: "2026-03-02T09:19:00.000Z", lastPublisherAt: "2026-03-02T09:12:00.000Z" },
};
const title = (change: Partial<AlarmsView>) =>
  toSilence({ ...fine, ...change }, "Europe/Copenhagen")?.title;

describe("toSilence", () => {
  it("names who does not answer, and since when in the reader's zone", () => {
    expect(title({})).toBeUndefined();
    expect(title({ publisher: "stale" })).toBe(
      "Nothing has been published since 10:12: the publisher does not answer.",
    );
    expect(title({ scheduler: "stale" })).toBe(
      "Nothing has been planned since 10:19: the scheduler does not answer.",
    );
    expect(title({ scheduler: "stale", publisher: "stale" })).toContain("planned or published");
  });

  it("names the day when it is another one, and no time when there was none", () => {
    expect(title({ publisher: "stale", lastPublisherAt: "2026-02-28T09:12:00.000Z" })).toContain(
      "since Sat 28 Feb 10:12",
    );
    expect(title({ publisher: "stale", lastPublisherAt: null })).toContain("published so far:");
  });

  it("says nothing where nothing is to run, or it is too early to tell", () => {
    expect(title({ scheduler: "off", publisher: "off" })).toBeUndefined();
    expect(title({ publisher: "starting" })).toBeUndefined();
  });
});

it("counts what is overdue", () => {
  expect(toOverdue(fine)).toBeNull();
  expect(toOverdue({ ...fine, overdue: 1 })?.title).toBe(
    "1 post is overdue by more than five minutes.",
  );
  expect(toOverdue({ ...fine, overdue: 3 })?.title).toBe(
    "3 posts are overdue by more than five minutes.",
  );
});
