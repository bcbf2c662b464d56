import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { coalesce } from "@/server/realtime/coalesce";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function open() {
  const sent: string[] = [];
  const gate = coalesce<number[]>({
    everyMs: 250,
    merge: (earlier, later) => [...earlier, ...later],
    send: (key, value) => void sent.push(`${key} ${value.join()}`),
  });
  return { sent, gate };
}

it("sends the first at once, then all of each interval in one, and nothing twice", () => {
  const { sent, gate } = open();
  for (let i = 1; i <= 5; i++) gate.push("a", [i]);
  gate.push("b", [1]);
  expect(sent).toEqual(["a 1", "b 1"]);
  expect(gate.waiting("a")).toEqual([2, 3, 4, 5]);
  vi.advanceTimersByTime(250);
  expect(sent).toEqual(["a 1", "b 1", "a 2,3,4,5"]);
  expect(gate.waiting("a")).toBeNull();
  gate.push("a", [6]);
  vi.advanceTimersByTime(249);
  expect(sent).toHaveLength(3);
  vi.advanceTimersByTime(1001);
  expect(sent.slice(3)).toEqual(["a 6"]);
  gate.push("a", [7]);
  expect(sent.at(-1)).toBe("a 7");
  gate.clear();
});

it("keeps the order where one can't wait", () => {
  const { sent, gate } = open();
  gate.push("a", [1]);
  gate.push("a", [2]);
  gate.pass("a", [3]);
  vi.advanceTimersByTime(1000);
  gate.pass("a", [4]);
  expect(sent).toEqual(["a 1", "a 2,3", "a 4"]);
  gate.clear();
});
