import { describe, expect, it } from "vitest";
import { readUsageLimits, readWaitMs } from "./usage";

const now = new Date("2026-03-01T10:00:00Z");
const inMinutes = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
const limits = (headers: Record<string, unknown>) =>
  readUsageLimits(
    Object.fromEntries(Object.entries(headers).map(([name, told]) => [name, JSON.stringify(told)])),
    now,
  );
const ofCase = (usage: object) => ({ "x-business-use-case-usage": { "10": [usage] } });

describe("Meta's usage headers", () => {
  it.each([
    ["x-app-usage", { call_count: 12, total_time: 93, total_cputime: 4 }, true],
    ["x-page-usage", { call_count: 90, total_time: 0, total_cputime: 4 }, false],
  ])("%s keeps us away for a while once it is nearly used up", (header, told, ofApp) => {
    const resetsAt = inMinutes(10);
    expect(limits({ [header]: told })).toMatchObject([{ ofApp, remaining: 0, resetsAt }]);
    expect(limits({ [header]: { call_count: 89, total_time: 0, total_cputime: 0 } })).toEqual([]);
  });

  it("tell for a business how long it takes until calls are welcome again", () => {
    const told = { type: "pages", call_count: 40, estimated_time_to_regain_access: 7 };
    const resetsAt = inMinutes(7);
    expect(limits(ofCase(told))).toMatchObject([{ ofApp: false, remaining: 0, resetsAt }]);
    expect(limits(ofCase({ type: "instagram", total_time: 95 }))).toHaveLength(1);
    expect(limits(ofCase({ type: "instagram", total_time: 50 }))).toEqual([]);
    expect(limits(ofCase({ ...told, type: "ads_management" }))).toEqual([]);
  });

  it("are overlooked when they are nonsense", () => {
    const headers = { "x-app-usage": "{", "x-business-use-case-usage": '{"10":1}' };
    expect(readUsageLimits(headers, now)).toEqual([]);
    expect(readWaitMs(headers)).toBeNull();
  });
});
