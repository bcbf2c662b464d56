import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { coalesce } from "@/server/realtime/coalesce";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it("sends the first at once, then the latest of each interval, and nothing twice", () => {
  const sent: string[] = [];
  const gate = coalesce<number>(250, (key, value) => sent.push(`${key}${value}`));
  for (let i = 1; i <= 5; i++) gate.push("a", i);
  gate.push("b", 1);
  expect(sent).toEqual(["a1", "b1"]);
  vi.advanceTimersByTime(250);
  expect(sent).toEqual(["a1", "b1", "a5"]);
  vi.advanceTimersByTime(1000);
  expect(sent).toEqual(["a1", "b1", "a5"]);
  gate.push("a", 6);
  expect(sent.at(-1)).toBe("a6");
  gate.clear();
});
