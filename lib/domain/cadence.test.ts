import { expect, test } from "vitest";
import { type CadenceDraft, fromCron, toCron } from "@/lib/domain/cadence";

const draft: CadenceDraft = { cadence: "daily", time: "09:05", weekday: 3, custom: " 0 9 1 * * " };

test("each preset has its cron line", () => {
  expect(toCron(draft)).toBe("5 9 * * *");
  expect(toCron({ ...draft, cadence: "weekdays" })).toBe("5 9 * * 1-5");
  expect(toCron({ ...draft, cadence: "weekly" })).toBe("5 9 * * 3");
  expect(toCron({ ...draft, cadence: "custom" })).toBe("0 9 1 * *");
  expect(toCron({ ...draft, time: "" })).toBe("");
});

test("a cron line comes back as the preset it was made by", () => {
  for (const cadence of ["daily", "weekdays", "weekly"] as const) {
    expect(fromCron(toCron({ ...draft, cadence }))).toMatchObject({ cadence, time: "09:05" });
  }
  expect(fromCron("5 9 * * 3").weekday).toBe(3);
});

test("anything else is custom and kept as written", () => {
  expect(fromCron("0 9 1 * *")).toMatchObject({ cadence: "custom", custom: "0 9 1 * *" });
});
